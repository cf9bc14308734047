import type { RequestScope } from '../auth/request-scope.ts'

/** What resolvers are given. */
export type GraphqlContext = { readonly scope: RequestScope }
