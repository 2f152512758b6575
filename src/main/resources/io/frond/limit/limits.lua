-- What is used and held of limits, one hash per scope. Runs as one step; time is the server's.
--
-- ARGV: what to do, a number of nanoseconds to add to the time (tests let it pass), the reservation's id, how long it
-- lasts and how long it is remembered, both in ns; then eight values per claim: number of its key, name of its bucket,
-- measure (r rate, d day, m month, p places), period of a rate in ns, limit, amount, 1 where used at once, consumed.
--
-- Fields of a hash: u:BUCKET used, h:BUCKET held, l:ID an open reservation, p:ID one that lapsed; q:N and r:N queues of
-- the two in the order of their end, from qh to qt and from rh to rt; t the latest time seen, o what is added to the
-- server's time since it was set back.
--
-- A number of Lua is exact up to 2^53, which nine million dollars in nano-dollars, or the time of day in nanoseconds,
-- exceed. So amounts and moments are pairs of thousand millions and the rest, both exact.

local BASE = 1000000000
local FARTHEST = 2305843009213693951
local MOST_LAPSES = 1000
local CHUNK = 1000

local function pair(hi, lo)
  local carry = math.floor(lo / BASE)
  return {hi + carry, lo - carry * BASE}
end

local function num(text)
  if #text <= 9 then return {0, tonumber(text)} end
  return {tonumber(text:sub(1, -10)), tonumber(text:sub(-9))}
end

local function whole(number)
  return pair(0, math.floor(number))
end

local function add(a, b) return pair(a[1] + b[1], a[2] + b[2]) end
local function sub(a, b) return pair(a[1] - b[1], a[2] - b[2]) end
local function less(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end
local function float(a) return a[1] * BASE + a[2] end

-- Decimal digits; what is below zero is shown as zero.
local function text(a)
  if a[1] < 0 then return '0' end
  if a[1] == 0 then return string.format('%.0f', a[2]) end
  return string.format('%.0f%09.0f', a[1], a[2])
end

local ZERO = {0, 0}
local lease, remembered = num(ARGV[4]), num(ARGV[5])
local time = redis.call('TIME')
local wall = add(pair(tonumber(time[1]), tonumber(time[2]) * 1000), num(ARGV[2]))

-- A hash as far as it is needed, and its changes, which are written at the end.

local function get(s, field)
  if s.values[field] == nil then s.values[field] = redis.call('HGET', s.key, field) end
  return s.values[field]
end

local function put(s, field, value)
  s.values[field] = value
  s.changed[field] = true
end

local function amount(s, field)
  local value = get(s, field)
  return value and num(value) or ZERO
end

local function count(s, field) return tonumber(get(s, field) or '0') end

local function lasts(s, millis)
  if millis > s.lasts then s.lasts = millis end
end

local function hold(s, bucket, by)
  put(s, 'h:' .. bucket, text(add(amount(s, 'h:' .. bucket), by)))
end

local function release(s, bucket, by)
  local left = sub(amount(s, 'h:' .. bucket), by)
  put(s, 'h:' .. bucket, not less(ZERO, left) and false or text(left))
end

-- Reservations: all last equally long, so a queue has the oldest first.

local function enqueue(s, queue, id)
  local n = count(s, queue .. 't')
  put(s, queue .. ':' .. n, id)
  put(s, queue .. 't', string.format('%.0f', n + 1))
  return n
end

local function begin(s, id, held)
  local n = enqueue(s, 'q', id)
  put(s, 'l:' .. id, cjson.encode({n, text(add(s.now, lease)), held}))
  lasts(s, float(add(lease, remembered)) / 1000000 + 60000)
end

local function give_back(s, held)
  for i = 1, #held, 2 do release(s, held[i], num(held[i + 1])) end
end

-- Takes from the queue's front until one is neither due nor gone.
local function drain(s, queue, due)
  local n, last, steps = count(s, queue .. 'h'), count(s, queue .. 't'), 0
  while n < last and steps < MOST_LAPSES do
    local id = get(s, queue .. ':' .. n)
    if id and not due(id, n) then break end
    put(s, queue .. ':' .. n, false)
    n, steps = n + 1, steps + 1
  end
  if steps > 0 then put(s, queue .. 'h', string.format('%.0f', n)) end
end

local function lapse(s)
  drain(s, 'q', function(id, n)
    local kept = get(s, 'l:' .. id)
    if not kept then return true end
    local open = cjson.decode(kept)
    if open[1] ~= n then return true end
    if less(s.now, num(open[2])) then return false end
    give_back(s, open[3])
    put(s, 'l:' .. id, false)
    put(s, 'p:' .. id, text(add(s.now, remembered)))
    enqueue(s, 'r', id)
    return true
  end)
  drain(s, 'r', function(id)
    local till = get(s, 'p:' .. id)
    if till and less(s.now, num(till)) then return false end
    put(s, 'p:' .. id, false)
    return true
  end)
end

local states = {}

local function open(index)
  local key = KEYS[tonumber(index)]
  if states[key] then return states[key] end
  local s = {key = key, values = {}, changed = {}, lasts = 0}
  states[key] = s
  local fields = {'t', 'o', 'qh', 'qt', 'rh', 'rt'}
  for i = 6, #ARGV, 8 do
    if KEYS[tonumber(ARGV[i])] == key then
      fields[#fields + 1] = 'u:' .. ARGV[i + 1]
      fields[#fields + 1] = 'h:' .. ARGV[i + 1]
    end
  end
  local values = redis.call('HMGET', key, unpack(fields))
  for i = 1, #fields do s.values[fields[i]] = values[i] end
  -- a clock that was set back goes on from where it was
  local latest = amount(s, 't')
  s.now = add(wall, amount(s, 'o'))
  if less(s.now, latest) then
    put(s, 'o', text(add(amount(s, 'o'), sub(latest, s.now))))
    s.now = latest
  end
  put(s, 't', text(s.now))
  lapse(s)
  return s
end

local function write()
  for key, s in pairs(states) do
    local set, gone = {}, {}
    for field in pairs(s.changed) do
      local value = s.values[field]
      if value then
        set[#set + 1] = field
        set[#set + 1] = value
      else
        gone[#gone + 1] = field
      end
    end
    local left = redis.call('PTTL', key)
    for i = 1, #set, CHUNK do redis.call('HSET', key, unpack(set, i, math.min(i + CHUNK - 1, #set))) end
    for i = 1, #gone, CHUNK do redis.call('HDEL', key, unpack(gone, i, math.min(i + CHUNK - 1, #gone))) end
    local lasting = math.max(left, s.lasts, 60000)
    if lasting > left then redis.call('PEXPIRE', key, string.format('%.0f', lasting)) end
  end
end

-- The calendar, UTC: number of the period that holds the wall time, and nanoseconds until the next.

local function civil(days)
  local z = days + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  return yoe + era * 400 + (month <= 2 and 1 or 0), month, doy - math.floor((153 * mp + 2) / 5) + 1
end

local function month_days(year, month)
  if month == 2 then
    local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    return leap and 29 or 28
  end
  return (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
end

local function period(measure)
  local days = math.floor(wall[1] / 86400)
  if measure == 'd' then return days, sub({(days + 1) * 86400, 0}, wall) end
  local year, month, day = civil(days)
  local rest = month_days(year, month) - day + 1
  return year * 12 + month - 1, sub({(days + rest) * 86400, 0}, wall)
end

-- A claim on its bucket. Each measure tells what is free, what is used, and takes.

local function claim(i)
  local c = {s = open(ARGV[i]), bucket = ARGV[i + 1], measure = ARGV[i + 2], period = tonumber(ARGV[i + 3]),
    limit = num(ARGV[i + 4]), amount = num(ARGV[i + 5]), once = ARGV[i + 6] == '1', consumed = num(ARGV[i + 7])}
  c.field = 'u:' .. c.bucket
  return c
end

local function held(c) return amount(c.s, 'h:' .. c.bucket) end

local function owed(c)
  return math.max(0, float(sub(amount(c.s, c.field), c.s.now)))
end

local function cost(c, units)
  return math.min(FARTHEST, math.floor(units * c.period / float(c.limit)))
end

local function over(c)
  return owed(c) + cost(c, float(add(held(c), c.amount))) - c.period
end

-- Of a calendar: what is used of the running period, its number, and what is left of it. A clock that is set back by
-- less than a period stays in the one that has begun.
local function counted(c)
  local current, left = period(c.measure)
  local kept = get(c.s, c.field)
  if not kept then return ZERO, current, left end
  local begun, used = kept:match('^(%-?%d+) (%d+)$')
  begun = tonumber(begun)
  if current == begun - 1 then current = begun end
  return current > begun and ZERO or num(used), current, left
end

local function free(c)
  local used = c.measure == 'p' and ZERO or (counted(c))
  return sub(sub(c.limit, used), held(c))
end

local function fits(c)
  if c.amount[1] == 0 and c.amount[2] == 0 then return true end
  if c.measure == 'r' then return over(c) <= 0 end
  return not less(free(c), c.amount)
end

local function use(c, units)
  if c.measure == 'r' then
    local ahead = math.min(FARTHEST, owed(c) + cost(c, float(units)))
    put(c.s, c.field, text(add(c.s.now, whole(ahead))))
    lasts(c.s, ahead / 1000000 + 60000)
  elseif c.measure ~= 'p' then
    local used, current, left = counted(c)
    put(c.s, c.field, string.format('%.0f ', current) .. text(add(used, units)))
    lasts(c.s, float(left) / 1000000 + 3600000)
  end
end

local function unuse(c, units)
  if c.measure == 'r' then
    local ahead = math.max(0, owed(c) - cost(c, float(units)))
    put(c.s, c.field, text(add(c.s.now, whole(ahead))))
  elseif c.measure ~= 'p' then
    local used, current = counted(c)
    put(c.s, c.field, string.format('%.0f ', current) .. text(sub(used, units)))
  end
end

local function used(c)
  if c.measure == 'r' then return whole(math.ceil(owed(c) * float(c.limit) / c.period - 1e-9)) end
  if c.measure == 'p' then return ZERO end
  return (counted(c))
end

local function reset(c)
  if c.measure == 'r' then return whole(owed(c) + cost(c, float(held(c)))) end
  if c.measure == 'p' then return ZERO end
  local _, _, left = counted(c)
  return left
end

local function remaining(c)
  if c.measure ~= 'r' then return free(c) end
  local units = whole(math.floor((c.period - owed(c)) * float(c.limit) / c.period + 1e-9))
  return sub(units, held(c))
end

local function pause(c)
  if c.measure == 'r' then return whole(math.max(0, over(c))) end
  if c.measure == 'p' or fits(c) then return ZERO end
  return reset(c)
end

local claims = {}
for i = 6, #ARGV, 8 do claims[#claims + 1] = claim(i) end

local function standings(after)
  local told = {}
  for _, c in ipairs(claims) do
    told[#told + 1] = (after or fits(c)) and '1' or '0'
    told[#told + 1] = text(remaining(c))
    told[#told + 1] = text(reset(c))
    told[#told + 1] = (after or (c.amount[1] == 0 and c.amount[2] == 0)) and '0' or text(pause(c))
  end
  return told
end

local actions = {}

function actions.take()
  for _, c in ipairs(claims) do
    if not fits(c) then return standings(false) end
  end
  local reserved = {}
  for _, c in ipairs(claims) do
    if c.once then
      use(c, c.amount)
    else
      hold(c.s, c.bucket, c.amount)
      local of = reserved[c.s.key] or {}
      reserved[c.s.key] = of
      of[#of + 1] = c.bucket
      of[#of + 1] = text(c.amount)
    end
  end
  for key, of in pairs(reserved) do begin(states[key], ARGV[3], of) end
  return standings(true)
end

-- Whether it was open or lapsed until now; what is held for it is free again.
local function finish(s)
  if s.finished == nil then
    local kept = get(s, 'l:' .. ARGV[3])
    s.finished = (kept or get(s, 'p:' .. ARGV[3])) and true or false
    if kept then give_back(s, cjson.decode(kept)[3]) end
    if s.finished then
      put(s, 'l:' .. ARGV[3], false)
      put(s, 'p:' .. ARGV[3], false)
    end
  end
  return s.finished
end

function actions.settle()
  local settled = '0'
  for _, c in ipairs(claims) do
    if not c.once and finish(c.s) then
      use(c, c.consumed)
      settled = '1'
    end
  end
  return {settled}
end

function actions.undo()
  for _, c in ipairs(claims) do
    if c.once then unuse(c, c.amount) else finish(c.s) end
  end
  return standings(true)
end

function actions.charge()
  for _, c in ipairs(claims) do use(c, c.consumed) end
  return {}
end

-- Here the names are those of reservations.
function actions.renew()
  for _, c in ipairs(claims) do
    local kept = get(c.s, 'l:' .. c.bucket)
    if kept then begin(c.s, c.bucket, cjson.decode(kept)[3]) end
  end
  return {}
end

function actions.look()
  local told = {}
  for _, c in ipairs(claims) do
    told[#told + 1] = text(used(c))
    told[#told + 1] = text(held(c))
    told[#told + 1] = text(reset(c))
  end
  return told
end

local told = actions[ARGV[1]]()
if ARGV[1] ~= 'look' then write() end
return told
