import { startStack } from '../stack.ts'
import type { StackOptions } from '../settings.ts'

/** Owns a stack until it is killed: a test sees then what is left of it. Prints the processes it started as one line of JSON. */
const stack = await startStack(JSON.parse(process.env['STACK_OPTIONS'] ?? '{}') as StackOptions)
process.stdout.write(`${JSON.stringify([...stack.pids().values()])}\n`)
setInterval(() => undefined, 60_000)
