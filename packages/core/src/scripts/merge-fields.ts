/** When a script is for. */
export const SCRIPT_SITUATIONS = [
  'greeting',
  'identification',
  'hold',
  'transfer',
  'complaint',
  'closing',
  'other',
] as const
export type ScriptSituation = (typeof SCRIPT_SITUATIONS)[number]

/** What a script may leave open, written {{brand}}. */
export const MERGE_FIELDS = ['brand', 'agent', 'caller', 'queue'] as const
export type MergeField = (typeof MERGE_FIELDS)[number]
export type MergeValues = Readonly<Record<MergeField, string>>

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g
const isField = (name: string): name is MergeField => MERGE_FIELDS.some((field) => field === name)

/** The script as it is said. What is no field stays as it is written, so that a mistake is seen. */
export function mergeScript(body: string, values: MergeValues): string {
  return body.replaceAll(FIELD, (written: string, name: string) => (isField(name) ? values[name] : written))
}

/** Names between double braces that are no merge fields, each once. */
export function unknownFields(body: string): readonly string[] {
  return [...new Set([...body.matchAll(FIELD)].map(([, name = '']) => name).filter((name) => !isField(name)))]
}
