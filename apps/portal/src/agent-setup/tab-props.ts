import type { Team } from './documents.ts'

/** What each tab of the page is given. */
export type TabProps = { readonly team: Team; readonly mayEdit: boolean; readonly onTeamChanged: () => void }
