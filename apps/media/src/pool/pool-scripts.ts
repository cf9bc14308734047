/**
 * What must happen in Redis as a whole, in Lua. Values that are compared are written by us alone, so that equal text means the same. `TIME` is the clock of them all.
 */

/** KEYS lease, rule; ARGV nodeId, epoch, ttl, nodeId as JSON, the greatest token seen. Answers {1, token, gapMs, takenOver, now} or {0, lease of the other}. An earlier process of the same node is gone for sure. */
export const ACQUIRE = `
local held = redis.call('GET', KEYS[1])
if held then
  local lease = cjson.decode(held)
  if lease.nodeId ~= ARGV[1] then return {0, held} end
  if tonumber(lease.epoch) > tonumber(ARGV[2]) then return {0, held} end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local aliveAt = redis.call('HGET', KEYS[2], 'aliveAt')
local released = redis.call('HGET', KEYS[2], 'released')
if tonumber(redis.call('HGET', KEYS[2], 'token') or 0) < tonumber(ARGV[5]) then redis.call('HSET', KEYS[2], 'token', ARGV[5]) end
local token = redis.call('HINCRBY', KEYS[2], 'token', 1)
redis.call('SET', KEYS[1], '{"nodeId":' .. ARGV[4] .. ',"epoch":' .. ARGV[2] .. ',"token":' .. token .. '}', 'PX', ARGV[3])
redis.call('HSET', KEYS[2], 'nodeId', ARGV[1], 'aliveAt', now, 'released', 0)
local gap = 0
local lost = 0
if aliveAt then
  gap = math.max(0, now - tonumber(aliveAt))
  if released ~= '1' then lost = 1 end
end
return {1, token, gap, lost, now}
`

/** KEYS lease, rule; ARGV own lease, ttl. 1: renewed. */
export const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local time = redis.call('TIME')
redis.call('HSET', KEYS[2], 'aliveAt', time[1] * 1000 + math.floor(time[2] / 1000))
return 1
`

/** KEYS lease, rule; ARGV own lease. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
redis.call('HSET', KEYS[2], 'released', 1, 'aliveAt', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('DEL', KEYS[1])
return 1
`

/**
 * KEYS lease, rule, log, streams of orders…, lists of replies…; ARGV own lease, ttl, length kept, batch, number of streams, their texts…, replies…, seconds that replies
 * are kept. What was decided becomes true for others all at once, or not at all: answers the id in the log, or an empty text when the lease is somebody else's.
 */
export const COMMIT = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return '' end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local time = redis.call('TIME')
redis.call('HSET', KEYS[2], 'aliveAt', time[1] * 1000 + math.floor(time[2] / 1000))
local id = redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'batch', ARGV[4])
local streams = tonumber(ARGV[5])
for i = 1, streams do redis.call('XADD', KEYS[3 + i], 'MAXLEN', '~', ARGV[3], '*', 'orders', ARGV[5 + i]) end
for i = 4 + streams, #KEYS do
  redis.call('LPUSH', KEYS[i], ARGV[2 + i])
  redis.call('EXPIRE', KEYS[i], ARGV[#ARGV])
end
return id
`

/** KEYS nodes, lost; ARGV nodeId, epoch. 1: heard; 0: the process was taken for lost, or a later one has its name. */
export const SIGN_OF_LIFE = `
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then return 0 end
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and tonumber(cjson.decode(known).epoch) > tonumber(ARGV[2]) then return 0 end
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], string.format('{"epoch":%s,"at":%.0f}', ARGV[2], time[1] * 1000 + math.floor(time[2] / 1000)))
return 1
`

/** KEYS nodes, lost; ARGV nodeId, epoch, lost after. Answers when the process was last heard of, having taken it out, or 0 when it lives. */
export const TAKE_OUT = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then return 0 end
local sign = cjson.decode(known)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if tonumber(sign.epoch) ~= tonumber(ARGV[2]) or now - sign.at < tonumber(ARGV[3]) then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return sign.at
`
