export { startIdentity } from './identity.ts'
export type { RunningIdentity } from './identity.ts'
export { readRealm } from './realm.ts'
export type { Realm, RealmClient, RealmUser } from './realm.ts'
