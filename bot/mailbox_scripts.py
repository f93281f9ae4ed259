"""The scripts that change a conversation's mailbox, each of them in one step; `redis_mailbox` says what for.

Their keys are those of `bot.keys.mailbox_keys`: in, out, owner, tries, session, seen. Where a mailbox has an owner,
`ARGV[1]` is who asks and `ARGV[2]` the time. A message waits for a week at most.
"""

APPEND = """
for i = 7, #ARGV do
  if redis.call('SISMEMBER', KEYS[6], ARGV[i]) == 1 then return 0 end
end
if ARGV[3] == '1' and redis.call('EXISTS', KEYS[1], KEYS[3], KEYS[5]) == 0 then return 0 end
if KEYS[7] then
  redis.call('ZADD', KEYS[7], ARGV[4], ARGV[6])
  redis.call('EXPIRE', KEYS[7], ARGV[5])
end
redis.call('SADD', KEYS[6], unpack(ARGV, 7))
redis.call('EXPIRE', KEYS[6], 7200)
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], 604800)
return 1
"""
"""Keeps an entry unless one of its ids came before, or it was overheard where nobody talks with the coach.

A seventh key is the person's index; on a cluster, where it lies on another node, it is written before. Arguments: the
entry, when it was said, whether it was overheard; for the index until when, for how long and by what name; the ids.
Returns whether it was kept.
"""

_TAKE = """
local function take(counted)
  local reply = redis.call('LINDEX', KEYS[2], 0)
  local head = reply or redis.call('ZRANGE', KEYS[1], 0, 0)[1]
  if not head then
    redis.call('DEL', KEYS[3], KEYS[4])
    return {}
  end
  local hash = redis.sha1hex(head)
  local known, till, holder = unpack(redis.call('HMGET', KEYS[4], 'hash', 'until', 'holder'))
  if known ~= hash then
    redis.call('HSET', KEYS[4], 'hash', hash, 'count', 0, 'until', 0)
    holder = ''
  elseif tonumber(till) > tonumber(ARGV[2]) then
    redis.call('DEL', KEYS[3])
    return {}
  end
  redis.call('SET', KEYS[3], ARGV[1], 'EX', 10)
  redis.call('HSET', KEYS[4], 'holder', ARGV[1])
  local count = redis.call('HINCRBY', KEYS[4], 'count', counted)
  redis.call('EXPIRE', KEYS[4], 604800)
  local version, session = unpack(redis.call('HMGET', KEYS[5], 'version', 'data'))
  local lapsed = (holder or '') ~= '' and holder ~= ARGV[1]
  return {reply and 'reply' or 'request', head, version or '0', session or '', count, lapsed and 1 or 0}
end
"""

HEAD = (
    _TAKE
    + """
local owner, task = redis.call('GET', KEYS[3]), ARGV[3] .. '@'
if owner and owner ~= ARGV[1] and not (ARGV[4] == '1' and owner:sub(1, #task) == task) then return {} end
return take(ARGV[5])
"""
)
"""Takes the mailbox and its first entry, unless another owns it.

Arguments: the task, whether it may take over from an earlier run of its own, 1 or 0 for a take that doesn't count.
Returns nothing, or: `reply` or `request`, the entry, the session's version and data, how often the entry was taken, and
whether the last take never came to an end.
"""

COMMIT = (
    _TAKE
    + """
if redis.call('GET', KEYS[3]) ~= ARGV[1] or not redis.call('ZSCORE', KEYS[1], ARGV[3]) then return false end
if ARGV[5] ~= '' then
  if (redis.call('HGET', KEYS[5], 'version') or '0') ~= ARGV[4] then return false end
  local now = redis.call('TIME')
  local version = string.format('%.0f', math.max(ARGV[4] + 1, now[1] * 1000000 + now[2]))
  redis.call('HSET', KEYS[5], 'version', version, 'data', ARGV[5], 'token', ARGV[1])
  redis.call('EXPIRE', KEYS[5], ARGV[6])
end
redis.call('ZREM', KEYS[1], ARGV[3])
for i = 7, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
redis.call('EXPIRE', KEYS[2], 604800)
return take(1)
"""
)
"""Ends a turn and takes the next entry; false where the mailbox was lost, or the request or the session has changed.

Arguments: the request's entry, the session's version, its new data (or nothing) and time to live, the replies.
"""

SENT = (
    _TAKE
    + """
if redis.call('LINDEX', KEYS[2], 0) == ARGV[3] then redis.call('LPOP', KEYS[2]) end
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return {} end
return take(1)
"""
)
"""Removes a reply and takes the next entry."""

FREE = """
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return end
redis.call('DEL', KEYS[3])
redis.call('HINCRBY', KEYS[4], 'count', ARGV[2])
redis.call('HSET', KEYS[4], 'until', ARGV[3], 'holder', '')
redis.call('EXPIRE', KEYS[4], 604800)
"""
"""Lets go of a mailbox. Arguments: -1 where the take was no attempt, else 0; the time before which nobody may take."""

RENEW = """
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
return redis.call('EXPIRE', KEYS[3], 10)
"""
"""Keeps a mailbox for another ten seconds; 0 where it's another's or nobody's."""

STATE = """
if redis.call('EXISTS', KEYS[1], KEYS[2]) == 0 then return 'empty' end
local till = redis.call('HGET', KEYS[4], 'until') or 0
if redis.call('EXISTS', KEYS[3]) == 1 or tonumber(till) > tonumber(ARGV[1]) then return 'busy' end
return 'waiting'
"""
"""Whether a mailbox is empty, busy (owned or parked) or waiting. Argument: the time."""

PUT_BACK = """
if ARGV[1] == 'request' then
  redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
elseif not redis.call('LPOS', KEYS[2], ARGV[2]) and redis.call('RPUSH', KEYS[2], ARGV[2]) == 1 then
  redis.call('HSET', KEYS[4], 'hash', redis.sha1hex(ARGV[2]), 'count', 1, 'until', 0)
end
for _, key in ipairs({KEYS[1], KEYS[2], KEYS[4]}) do redis.call('EXPIRE', key, 604800) end
"""
"""Puts a dead letter back: its kind, the entry, when it was said. A reply counts as tried, so that it is looked for."""
