import { useTranslation } from '../i18n/use-translation.ts'
import { setUpEn } from '../i18n/set-up-en.ts'
import type { VersionRow } from './documents.ts'

const { subject: SUBJECTS, verb: VERBS } = setUpEn.versions
const isSubject = (kind: string): kind is keyof typeof SUBJECTS => Object.hasOwn(SUBJECTS, kind)
const isVerb = (verb: string): verb is keyof typeof VERBS => Object.hasOwn(VERBS, verb)

/** What a version brought, in the reader's language; the server's English sentence for what has no words here. */
export function useSummary(): (version: VersionRow) => string {
  const { t } = useTranslation()
  return ({ action, subjectName, summary, restoredVersion }) => {
    if (restoredVersion !== null) return t('versions.rolledBack', { version: restoredVersion })
    if (action === 'publish') return summary === '' ? t('versions.firstSetUp') : summary
    const [kind = '', verb = ''] = action.split('.')
    if (!isSubject(kind) || !isVerb(verb)) return summary
    return t(`versions.verb.${verb}`, { subject: t(`versions.subject.${kind}`, { name: subjectName }) })
  }
}
