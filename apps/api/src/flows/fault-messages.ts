/** What is wrong and how to mend it, in English; a screen translates by the code. */
const MESSAGES: Readonly<Record<string, string>> = {
  'flow.empty': 'There is no step yet. Add the first one.',
  'flow.entryMissing': 'Callers begin at a step that is not there. Choose where they begin.',
  'flow.duplicateNode': 'Two steps have one id. Delete one of them.',
  'flow.danglingNext': 'This way leads to a step that is not there. Connect it anew.',
  'flow.unknownPrompt': 'This prompt is not there (any more). Choose another.',
  'flow.unknownQueue': 'This queue is not there (any more). Choose another.',
  'flow.unknownHours': 'These hours are not there (any more). Choose others.',
  'flow.menuWithoutChoices': 'No key leads anywhere. Add one.',
  'flow.digitsMinAboveMax': 'The least number of digits is above the greatest.',
  'flow.unreachableNode': 'Callers never get here. Connect it, or delete it.',
  'flow.loopWithoutInput': 'Callers go round here for ever without pressing anything. Let one way lead out.',
  'flow.noWayToAPerson': 'From here nobody can be reached: no queue, person or voicemail box. Add a way to one.',
  'flow.notEntitled': 'This needs what your company has not rented: see "Seats" for what would bring it.',
  'flow.fieldMissing': 'This is not filled in yet.',
  'flow.fieldInvalid': 'This can not be like that.',
  'flow.unknownKind': 'There is no such kind of step.',
}

export const faultMessage = (code: string): string => MESSAGES[code] ?? `This step would not work (${code}).`
