/** A name as identity providers want it: in two parts, neither empty. Chinese names begin with the family's, which is one character unless it is one of a few. */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = name.trim().split(/\s+/)
  const [only = ''] = words
  if (words.length > 1) return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' }
  if (!/^\p{Script=Han}{2,}$/u.test(only)) return { firstName: only, lastName: only }
  const family = only.length > 2 && COMPOUND.has(only.slice(0, 2)) ? 2 : 1
  return { firstName: only.slice(family), lastName: only.slice(0, family) }
}

const COMPOUND = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '长孙',
])
