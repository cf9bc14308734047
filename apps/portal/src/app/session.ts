import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
import type { PortalConfig } from './portal-config.ts'

/** Where the identity provider sends the browser back to. */
export const SIGNED_IN_PATH = '/signed-in'

export interface Session {
  /** The bearer token of now; null when the log-in has ended. */
  accessToken(): Promise<string | null>
  /** Renews ahead of time or after a 401; false: the person has to log in again. */
  renew(): Promise<boolean>
  logIn(): Promise<void>
  logOut(): Promise<void>
  /** Called when the log-in ended and could not be renewed. */
  onEnded(listener: () => void): () => void
}

/**
 * Authorization code with PKCE. Tokens live in this tab's session storage: a reload keeps them, closing the tab ends them, another tab gets its own by the
 * identity provider's single sign-on.
 */
function createUserManager(config: PortalConfig, origin: string): UserManager {
  return new UserManager({
    authority: config.identity.authority,
    client_id: config.identity.clientId,
    redirect_uri: `${origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'openid profile email',
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 60,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  })
}

/** For a page outside the log-in, which a log-in may lead back to. */
export interface Doorway {
  /** The e-mail address of whoever is logged in; null: nobody. */
  whoIsLoggedIn(): Promise<string | null>
  accessToken(): Promise<string | null>
  /** Leaves for the log-in page, which leads back to where one is. */
  logIn(): Promise<void>
  /** Leads back to where one is, too. */
  logOut(): Promise<void>
}

/** Leaves for no log-in page by itself. */
export function openDoorway(config: PortalConfig, location: Location): Doorway {
  const manager = createUserManager(config, location.origin)
  const known = async () => {
    const user = await manager.getUser()
    return user === null || user.expired === true ? null : user
  }
  return {
    whoIsLoggedIn: async () => (await known())?.profile.email ?? null,
    accessToken: async () => (await known())?.access_token ?? null,
    logIn: () => logIn(manager, location),
    logOut: async () => {
      // Ends here, and at the identity provider when the page is left for its log-in.
      await manager.removeUser()
      await manager.signinRedirect({ state: location.pathname, ui_locales: navigator.language, prompt: 'login' })
    },
  }
}

/** Opens the session of this tab, or leaves for the log-in page and never resolves. */
export async function openSession(config: PortalConfig, location: Location): Promise<Session> {
  const manager = createUserManager(config, location.origin)
  if (location.pathname === SIGNED_IN_PATH) await finishLogIn(manager, location)
  const user = await manager.getUser()
  const usable = user !== null && (user.expired !== true || (await renewed(manager)))
  if (!usable) {
    await logIn(manager, location)
    return new Promise<never>(() => undefined)
  }
  return sessionOf(manager, location)
}

async function finishLogIn(manager: UserManager, location: Location): Promise<void> {
  try {
    const user = await manager.signinRedirectCallback()
    const back = typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/'
    window.history.replaceState(null, '', back)
  } catch (error) {
    // A log-in page left open too long, or one reloaded: begin again rather than show a dead end.
    console.warn('the log-in could not be finished and begins again', { error })
    window.history.replaceState(null, '', '/')
    await logIn(manager, location)
    await new Promise<never>(() => undefined)
  }
}

async function renewed(manager: UserManager): Promise<boolean> {
  try {
    return (await manager.signinSilent()) !== null
  } catch (error) {
    console.info('the log-in has ended', { error })
    return false
  }
}

async function logIn(manager: UserManager, location: Location): Promise<void> {
  const path = location.pathname === SIGNED_IN_PATH ? '/' : `${location.pathname}${location.search}`
  await manager.signinRedirect({ state: path, ui_locales: navigator.language })
}

function sessionOf(manager: UserManager, location: Location): Session {
  let renewing: Promise<boolean> | null = null
  return {
    accessToken: async () => (await manager.getUser())?.access_token ?? null,
    renew: () => {
      renewing ??= renewed(manager).finally(() => {
        renewing = null
      })
      return renewing
    },
    logIn: () => logIn(manager, location),
    logOut: async () => {
      await manager.signoutRedirect()
    },
    onEnded: (listener) => {
      manager.events.addSilentRenewError(listener)
      manager.events.addAccessTokenExpired(listener)
      return () => {
        manager.events.removeSilentRenewError(listener)
        manager.events.removeAccessTokenExpired(listener)
      }
    },
  }
}
