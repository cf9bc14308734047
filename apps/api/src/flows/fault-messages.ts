import type { FlowFaultCode } from '@seatline/core'

/** What is wrong with a drawing before the core can read it. */
export const DRAWING_FAULTS = ['flow.empty', 'flow.fieldMissing', 'flow.fieldInvalid', 'flow.unknownKind'] as const
export type DraftFaultCode = FlowFaultCode | (typeof DRAWING_FAULTS)[number]

/** What is wrong and how to mend it, or (of a warning) what to look at, in English; a screen translates by the code. */
const MESSAGES: Readonly<Record<DraftFaultCode, string>> = {
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
  'flow.unknownOnCallList': 'This on-call list is not there (any more). Choose another.',
  'flow.unknownBox': 'This voicemail box is not there (any more). Choose another.',
  'flow.unknownSurvey': 'This survey is not there (any more). Choose another.',
  'flow.unknownFlow': 'This menu is not there, or not published. Choose another.',
  'flow.unknownAgent': 'This agent is not there (any more). Choose another.',
  'flow.unknownSkill': 'This skill is not there (any more). Choose another.',
  'flow.unknownTargetNode': 'The other menu has no such step. Choose another.',
  'flow.duplicateInput': 'Two of the numbers have one name. Rename one.',
  'flow.sameKeyTwice': 'One key means two things. Choose another for one of them.',
  'flow.numberPromptMissing': 'Choose what asks for the other number.',
  'flow.reservedVariable': 'This name is taken by the system. Choose another.',
  'flow.badUrl': 'This is no address of a service: it begins with https:// or http://.',
  'flow.badPath': 'This is no path in an answer, such as customer.orders[0].state.',
  'flow.secretInUrl': 'A secret must not be in an address: put it into a header or the body.',
  'flow.secretOutsideRequest': 'A secret can be used in requests alone.',
  'flow.unknownSecret': 'There is no such secret. Add it under "Secrets".',
  'flow.digitsOutsideBody': 'Digits that are asked for can be used in the body alone.',
  'flow.unknownDigits': 'No number of this name is asked for.',
  'flow.unknownPlaceholder': 'Nothing is known by this name in double braces.',
  'flow.subFlowRecursion': 'This menu calls itself again and again. Let one of them end.',
  'flow.fieldMissing': 'This is not filled in yet.',
  'flow.fieldInvalid': 'This can not be like that.',
  'flow.unknownKind': 'There is no such kind of step.',
  'flow.digitsNotSent': 'Digits are asked for here that the request does not send.',
  'flow.noPersonFromHere': 'Callers who come here reach nobody any more. Add a way to a queue, a person or a box.',
  'flow.deadEnd': 'Here the call ends without a word. Say something before, or lead the caller on.',
  'flow.variableNeverSet': 'On no way to this step does this variable get a value: it stays empty.',
  'flow.plainHttp': 'This address is not encrypted. Use https:// where the service has it.',
}

export const faultMessage = (code: DraftFaultCode): string => MESSAGES[code]
