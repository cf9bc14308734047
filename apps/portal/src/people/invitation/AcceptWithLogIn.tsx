import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Doorway } from '../../app/session.ts'
import { acceptInvitation } from './invitation-client.ts'
import type { AcceptProps } from './AcceptForm.tsx'

/** For one who has a log-in: only its owner, logged in, can accept. */
export function AcceptWithLogIn(props: AcceptProps & { readonly doorway: Doorway }): ReactNode {
  const { invitation, token, doorway, onFault, onAccepted } = props
  const { t } = useTranslation()
  const [email, setEmail] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    void doorway.whoIsLoggedIn().then(setEmail)
  }, [doorway])
  const isOther = email !== null && email.toLowerCase() !== invitation.email.toLowerCase()
  const accept = async (): Promise<void> => {
    setBusy(true)
    const answer = await acceptInvitation({ token }, await doorway.accessToken())
    setBusy(false)
    if (answer.ok) onAccepted()
    else if (answer.problem.code === 'invitation.otherPerson')
      setProblem(t('invitation.otherPerson', { email: invitation.email }))
    else if (answer.problem.code === 'invitation.logInNeeded') setEmail(null)
    else onFault(answer.problem)
  }
  return (
    <>
      {problem !== null && <Alert type="error" showIcon title={problem} role="alert" style={{ marginBottom: 16 }} />}
      {email === null ? (
        <>
          <p>{t('invitation.knownLogIn', { email: invitation.email })}</p>
          <Button type="primary" block onClick={() => void doorway.logIn()} data-testid="log-in-to-accept">
            {t('invitation.logIn')}
          </Button>
        </>
      ) : (
        <>
          <p>
            {isOther ? t('invitation.otherPerson', { email: invitation.email }) : t('invitation.loggedInAs', { email })}
          </p>
          {isOther ? (
            <Button block onClick={() => void doorway.logOut()}>
              {t('invitation.logOut')}
            </Button>
          ) : (
            <Button type="primary" block loading={busy} onClick={() => void accept()} data-testid="accept">
              {t('invitation.accept')}
            </Button>
          )}
        </>
      )}
    </>
  )
}
