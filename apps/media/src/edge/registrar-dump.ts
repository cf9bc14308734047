/** The users of all addresses-of-record in the answer to `ul.dump` that have a contact. Kamailio nests it in `Domains[].Domain.AoRs[].Info.AoR`. */
export function registeredUsers(dump: unknown): readonly string[] {
  const users: string[] = []
  collect(dump, users)
  return users
}

function collect(node: unknown, users: string[]): void {
  if (Array.isArray(node)) {
    for (const each of node) collect(each, users)
    return
  }
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === 'AoR' && typeof value === 'string') users.push(value.replace(/^sips?:/, '').split('@')[0] ?? '')
    else collect(value, users)
  }
}
