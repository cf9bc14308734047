/** Hands a file that the API gave to the browser. */
export function downloadFile(file: {
  readonly fileName: string
  readonly mimeType: string
  readonly base64: string
}): void {
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.codePointAt(0) ?? 0)
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mimeType }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.fileName
  link.click()
  URL.revokeObjectURL(url)
}
