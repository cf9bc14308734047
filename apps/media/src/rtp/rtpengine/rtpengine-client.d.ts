declare module 'rtpengine-client/lib/BaseClient.js' {
  /** The NG wire format: `<cookie of 36 characters> <bencoded dictionary>`. */
  const codec: {
    encodeMessage(cookie: string, message: object): Buffer
    decodeMessage(datagram: Buffer): { readonly id: string; readonly data: unknown }
  }
  export default codec
}
