import { describe, expect, it } from 'vitest'
import { AddressRefusedError, endpointOf, isPublicAddress } from './public-address.ts'

const NONE = { allowed: new Set<string>() }

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00::1',
    '2001:db8::1',
    'fe80::1%lo',
    'localhost',
    '',
  ])('%s is not called', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '101.6.6.6', '2606:4700::1111', '2400:3200::1'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('the endpoint of a request', () => {
  const resolve = (addresses: readonly string[]) => ({ ...NONE, resolve: () => Promise.resolve(addresses) })
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'https://user:secret@8.8.8.8/',
    'no url',
    '',
  ])('%s is refused', async (url) => {
    await expect(endpointOf(url, NONE)).rejects.toThrow(AddressRefusedError)
  })
  it('is refused when any address of the name is ours', async () => {
    await expect(endpointOf('https://a.test/', resolve(['8.8.8.8', '127.0.0.1']))).rejects.toThrow('public')
    await expect(endpointOf('https://a.test/', resolve([]))).rejects.toThrow('public')
  })
  it('is the address that was looked at', async () => {
    expect((await endpointOf('https://a.test/x', resolve(['8.8.8.8', '1.1.1.1']))).address).toBe('8.8.8.8')
  })
  it('may be one of ours where the installation says so, with that port alone', async () => {
    const allowed = { allowed: new Set(['127.0.0.1:5500']) }
    expect((await endpointOf('http://127.0.0.1:5500/x', allowed)).address).toBe('127.0.0.1')
    await expect(endpointOf('http://127.0.0.1:5501/x', allowed)).rejects.toThrow(AddressRefusedError)
  })
})
