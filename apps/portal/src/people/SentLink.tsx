import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { Button, Modal, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { SentInvitation } from './documents.ts'

type SentLinkProps = { readonly sent: SentInvitation | null; readonly onClose: () => void }

/** The invitation is out, or its mail is not; either way the link can be passed on by hand, now and never again. */
export function SentLink({ sent, onClose }: SentLinkProps): ReactNode {
  const { t } = useTranslation()
  const problem = sent?.invitation.sendProblem ?? null
  return (
    <Modal
      open={sent !== null}
      onCancel={onClose}
      destroyOnHidden
      title={
        <span>
          {problem === null ? (
            <CheckCircleFilled aria-hidden style={{ color: '#1d7a35' }} />
          ) : (
            <WarningFilled aria-hidden style={{ color: '#9a5b00' }} />
          )}{' '}
          {t(problem === null ? 'people.sent' : 'people.notSent')}
        </span>
      }
      footer={
        <Button type="primary" onClick={onClose}>
          {t('people.done')}
        </Button>
      }
    >
      <p>
        {problem === null
          ? t('people.sentTo', { email: sent?.invitation.email ?? '' })
          : t('people.notSentAdvice', { problem })}
      </p>
      <p className="muted">{t('people.linkAdvice')}</p>
      <Typography.Text copyable code style={{ wordBreak: 'break-all' }} data-testid="invitation-link">
        {sent?.link ?? ''}
      </Typography.Text>
    </Modal>
  )
}
