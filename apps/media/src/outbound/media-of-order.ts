import { OutboundMedia } from '../rtp/outbound-media.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { LiveOutbound, OutboundOrder } from './outbound-order.ts'

/** A call of its own has an rtpengine call of its own; a party for another call uses that one's. */
export function mediaOf(
  { callId, purpose }: OutboundOrder,
  { ng, promptsDirectory }: { readonly ng: NgCommands; readonly promptsDirectory: string },
): Pick<LiveOutbound, 'media' | 'close' | 'play'> {
  if (purpose.kind === 'joined')
    return {
      media: purpose.media,
      close: () => Promise.resolve(),
      play: () => Promise.reject(new Error('the party of another call is not played to')),
    }
  const media = new OutboundMedia({ ng, callId, promptsDirectory })
  return { media, close: () => media.close(), play: (legId, file) => media.play(legId, file) }
}
