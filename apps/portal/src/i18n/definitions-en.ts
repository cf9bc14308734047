/** What each figure means: shown where the figure is. */
export const definitionsEn = {
  waiting: 'Callers in a queue without an agent, those included for whom one rings.',
  longestWait: 'How long the caller who has waited longest has been in the queue.',
  callsNow: 'Calls in progress: in the menu, waiting, ringing or talking.',
  agentsReadyAll: 'Agents signed in for one of your queues who can take a call at once.',
  agentsTalkingAll: 'Agents who talk to one of your callers now, hold included.',
  agentsInState: 'Agents by what they are doing now.',
  agentsReady: 'Agents signed in for the queue who can take a call at once.',
  agentsTalking: 'Agents who have a call of this queue, hold included.',
  agentsSignedIn: 'Agents signed in for the queue, whatever their state.',
  agentState:
    'What the agent is doing, as the telephone system knows it. Engaged: with a call that is not one of yours.',
  since: 'How long it has been so.',
  serviceLevel:
    'Calls answered within {{seconds}} s, divided by all calls that were answered or abandoned in the queue, since midnight. A caller who was called back counts as answered, with the whole wait since first entering the queue.',
  answered: 'Calls that an agent answered, those included who were called back, since midnight.',
  abandoned: 'Calls whose caller hung up in the queue or while it rang, since midnight.',
  variable: 'What the caller keyed in or the menu found out, as far as the menu shows it to agents.',
  waited: 'From the entry into the queue to the answer of an agent, or to the end.',
  talk: 'Joined with an agent, without hold.',
  hold: 'The caller heard music while on hold.',
  menu: 'From the arrival to the queue: announcements and menu.',
  wrapUp: 'The time after the call to write down what is left. Ends by itself; can be extended.',
  duration: 'From the arrival of the call to its end.',
  outcome:
    'Answered: an agent took it. Abandoned: the caller hung up while waiting. Ended in the menu: it never reached a queue.',
  billTotal: 'The sum of the lines below, exactly.',
  billUntil: 'A day that has begun counts: charges up to the end of this day are in, calls as they are rated.',
  billPlan: 'The prices by which this bill is made.',
}
