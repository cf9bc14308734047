import { useTranslation } from '../i18n/use-translation.ts'
import { en } from '../i18n/en.ts'

const isSubject = (word: string): word is keyof typeof en.auditSubject => word in en.auditSubject
const isField = (word: string): word is keyof typeof en.auditField => word in en.auditField
const isVerb = (word: string): word is keyof typeof en.auditVerb => word in en.auditVerb

/** `queue.update` in words. What a newer server calls by a name that this screen does not know is shown as it is. */
export function useActionWords(): (action: string) => string {
  const { t, i18n } = useTranslation()
  return (action) => {
    const [subject = '', verb = ''] = action.split('.')
    const thing = isSubject(subject) ? t(`auditSubject.${subject}`) : subject
    const done = isVerb(verb) ? t(`auditVerb.${verb}`) : verb
    return i18n.language === 'en' ? `${thing} ${done}`.trim() : `${thing}：${done}`
  }
}

/** `weekly.0.from` in words: places are counted from 1. */
export function useFieldWords(): (field: string) => string {
  const { t } = useTranslation()
  const wordOf = (part: string): string => {
    if (/^\d+$/.test(part)) return String(Number(part) + 1)
    return isField(part) ? t(`auditField.${part}`) : part
  }
  return (field) => (field === '' ? t('audit.wholeValue') : field.split('.').map(wordOf).join(' › '))
}
