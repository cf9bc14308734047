import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases'
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens'
import { getOperationAST, NoSchemaIntrospectionCustomRule, OperationTypeNode } from 'graphql'
import type { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Plugin, YogaServerInstance } from 'graphql-yoga'
import type { Authenticator } from '../auth/request-authentication.ts'
import { databaseScope, sharedTransaction } from '../auth/request-scope.ts'
import type { Origin, RequestScope } from '../auth/request-scope.ts'
import { requestLimiter } from '../limits/request-limiter.ts'
import type { Platform } from '../platform.ts'
import type { GraphqlContext } from './context.ts'
import { ALIASES_MAX, TOKENS_MAX } from './limits.ts'
import { errorMask } from './mask-error.ts'

export type GraphqlOptions = {
  readonly schema: GraphQLSchema
  readonly platform: Platform
  readonly authenticator: Authenticator
  /** Production hides the schema's description from clients. */
  readonly introspection: boolean
}

type ServerContext = Record<string, unknown>

/**
 * The GraphQL endpoint. Only a bearer token in a header is taken for a log-in, never a cookie, so another site cannot make a browser act here; multipart
 * and cross-origin requests are off.
 */
export function graphqlEndpoint(options: GraphqlOptions): YogaServerInstance<ServerContext, GraphqlContext> {
  const { platform } = options
  const mask = errorMask(platform.log)
  const scopes = new WeakMap<Request, RequestScope>()
  return createYoga<ServerContext, GraphqlContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: { maskError: mask },
    context: ({ request }) => {
      const scope = scopes.get(request)
      if (scope === undefined) throw new Error('a request without log-in reached the schema')
      return { scope }
    },
    plugins: [
      requireLogIn(options.authenticator, scopes),
      ...(options.introspection ? [] : [noIntrospection()]),
      maxTokensPlugin({ n: TOKENS_MAX }),
      maxAliasesPlugin({ n: ALIASES_MAX }),
      limitRequests(options.schema),
      oneTransactionPerQuery(platform),
    ],
  })
}

/** Nothing is parsed for a stranger. */
function requireLogIn(authenticator: Authenticator, scopes: WeakMap<Request, RequestScope>): Plugin {
  return {
    async onRequest(hook) {
      const { request, fetchAPI } = hook
      const authentication = await authenticator.authenticate(
        request.headers.get('authorization'),
        originOf(request, hook.serverContext),
      )
      if (authentication.kind === 'authenticated') {
        scopes.set(request, authentication.scope)
        return
      }
      const { status, code, message } = authentication
      const headers = status === 401 ? { 'www-authenticate': 'Bearer realm="seatline"' } : {}
      const body = { errors: [{ message, extensions: { code } }] }
      hook.endResponse(fetchAPI.Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } }))
    },
  }
}

/** Express knows the client's address also behind proxies that are trusted (TRUST_PROXY). */
function originOf(request: Request, serverContext: unknown): Origin {
  const { req } = (serverContext ?? {}) as { readonly req?: { readonly ip?: string } }
  return { address: req?.ip ?? null, userAgent: request.headers.get('user-agent') }
}

const noIntrospection = (): Plugin => ({
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
  },
})

/** Counted before anything is read. A refusal says when to come again. */
function limitRequests(schema: GraphQLSchema): Plugin {
  const limiter = requestLimiter()
  const refusalOf = (args: unknown): Promise<GraphQLError | null> => {
    const { document, operationName, variableValues, contextValue } = args as Executable
    return limiter.refusal({ schema, document, operationName, variableValues, scope: contextValue.scope })
  }
  return {
    async onExecute({ args, setResultAndStopExecution }) {
      const refusal = await refusalOf(args)
      if (refusal !== null) setResultAndStopExecution({ errors: [refusal] })
    },
    async onSubscribe({ args, setResultAndStopExecution }) {
      const refusal = await refusalOf(args)
      if (refusal !== null) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}

type Executable = ExecutionArgs & { contextValue: { scope: RequestScope } }

/** A query reads everything from one transaction; a mutation or subscription opens one per unit of work, because it waits for others in between. */
function oneTransactionPerQuery({ database, log }: Platform): Plugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { document, operationName, contextValue } = args as unknown as Executable
      if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return
      const shared = sharedTransaction(database)
      const wall = databaseScope(contextValue.scope.viewer)
      contextValue.scope = {
        ...contextValue.scope,
        runIn: shared.runIn,
        run: (work) => shared.runIn(wall, work),
      }
      setExecuteFn(async (executed: ExecutionArgs) => {
        try {
          return (await executeFn(executed)) as unknown
        } finally {
          await shared
            .close()
            .catch((error: unknown) => log.warn({ err: error }, 'a read transaction did not end well'))
        }
      })
    },
  }
}
