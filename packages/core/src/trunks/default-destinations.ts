import type { DestinationClass } from './destination-class.ts'

type Entry = { readonly prefix: string; readonly destinationClass: DestinationClass; readonly note: string }

const all = (destinationClass: DestinationClass, note: string, prefixes: readonly string[]): Entry[] =>
  prefixes.map((prefix) => ({ prefix, destinationClass, note }))

/** A table to begin with, for trunks in mainland China: its numbering plan (public telecommunication network numbering plan, 2017), and what is worth telling apart abroad. */
export const DEFAULT_DESTINATIONS: readonly Entry[] = [
  ...all('emergency', 'police, fire, ambulance, traffic', ['110', '119', '120', '122', '112']),
  ...all('local', 'subscribers of the own area', ['2', '3', '4', '5', '6', '7', '8']),
  ...all('local', 'called party pays', ['400', '800']),
  ...all('local', 'short codes of companies', ['95', '96']),
  ...all('local', 'services of carriers and authorities', ['100', '101', '114', '117', '123', '12']),
  ...all('mobile', 'mobile numbers', ['13', '14', '15', '16', '17', '18', '19']),
  ...all('premium', 'information services', ['160', '168', '9698']),
  ...all('longDistance', 'other areas', ['0']),
  ...all('international', 'other countries', ['00']),
  ...all('international', 'Hong Kong, Macau, Taiwan', ['00852', '00853', '00886']),
  ...all('international', 'United States and Canada', ['001']),
  ...all('premium', 'United States and Canada: premium rate', ['001900', '001976']),
  ...all('international', 'United Kingdom', ['0044']),
  ...all('premium', 'United Kingdom: premium and revenue-sharing', [
    '00449',
    '0044871',
    '0044872',
    '0044873',
    '0044870',
  ]),
  ...all('international', 'Germany', ['0049']),
  ...all('premium', 'Germany: premium rate', ['0049900', '0049137', '0049180']),
  ...all('international', 'France', ['0033']),
  ...all('premium', 'France: premium rate', ['003389']),
  ...all('international', 'Japan', ['0081']),
  ...all('premium', 'Japan: premium rate', ['0081990']),
  ...all('international', 'Singapore', ['0065']),
  ...all('premium', 'international premium rate', ['00979']),
  ...all('forbidden', 'satellite', ['00870', '00871', '00872', '00873', '00874', '00881', '00882', '00883']),
  ...all('forbidden', 'not a country', ['000']),
]
