package io.frond.account;

import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Usage in a Redis, where any number of nodes add up: a hash per hour and per day, a field per consumer and count. A
 * piece of a batch is one script, which leaves a mark of it: sent again because the answer was lost, it adds nothing.
 * All keys are in one slot, so that a cluster can run the script.
 */
final class RedisUsages implements Usages {
    private static final String PREFIX = "{frond:usage}:";
    private static final int ROWS = 100;
    private static final int AT_ONCE = 50;
    private static final long MARKED_SECONDS = 3_600;
    private static final String ADD = """
            if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then return 0 end
            for i = 2, #ARGV, 4 do
              redis.call('HINCRBY', KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2])
              redis.call('EXPIRE', KEYS[tonumber(ARGV[i])], ARGV[i + 3])
            end
            return 1""";

    private final String node = UUID.randomUUID().toString();
    private final RedisLink link;
    private final Clock clock;
    private final long hours;
    private final long days;

    RedisUsages(RedisLink link, Clock clock, Duration hours, Duration days) {
        this.link = link;
        this.clock = clock;
        this.hours = hours.toSeconds();
        this.days = days.toSeconds();
    }

    @Override
    public Future<Void> add(Batch batch) {
        return add(batch, 0);
    }

    private Future<Void> add(Batch batch, int from) {
        if (from >= batch.rows().size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + ROWS, batch.rows().size());
        var piece = new Piece(PREFIX + "sent:" + node + ":" + batch.number() + ":" + from);
        batch.rows().subList(from, to).forEach(piece::add);
        return link.send(PREFIX, List.of(piece.command())).compose(done -> add(batch, to));
    }

    /** Some rows on their way. */
    private final class Piece {
        private final Map<String, Integer> keys = new LinkedHashMap<>();
        private final List<String> increments = new ArrayList<>();

        Piece(String mark) {
            keys.put(mark, 1);
        }

        void add(Row row) {
            long day = Period.day(row.start());
            long age = clock.now().getEpochSecond() - row.start();
            add(key("h", row.start()), row, hours + Period.DAY - age);
            add(key("d", day), row, days + 2 * Period.DAY - age);
        }

        /** @param seconds that it is kept from now on */
        private void add(String key, Row row, long seconds) {
            keys.putIfAbsent(key, keys.size() + 1);
            var who = new JsonArray(new ArrayList<>(row.who().parts())).encode();
            for (Counted what : Counted.values()) {
                long count = row.tally().get(what);
                if (count != 0) {
                    increments.addAll(List.of(
                            String.valueOf(keys.get(key)),
                            what.word() + " " + who,
                            Long.toString(count),
                            Long.toString(Math.max(1, seconds))));
                }
            }
        }

        Request command() {
            var command = Request.cmd(Command.EVAL).arg(ADD).arg(keys.size());
            keys.keySet().forEach(command::arg);
            var unused = command.arg(MARKED_SECONDS);
            increments.forEach(command::arg);
            return command;
        }
    }

    private static String key(String kind, long start) {
        return PREFIX + kind + ":" + start;
    }

    @Override
    public Future<List<Row>> rows(Period period) {
        long since = Period.wholeDay(clock.now().getEpochSecond() - hours);
        var reads = new ArrayList<Read>();
        period.hours(since).forEach(start -> reads.add(new Read("h", start)));
        period.days(since).forEach(start -> reads.add(new Read("d", start)));
        return read(reads, 0, new ArrayList<>());
    }

    private record Read(String kind, long start) {
        Request command() {
            return Request.cmd(Command.HGETALL).arg(key(kind, start));
        }
    }

    private Future<List<Row>> read(List<Read> reads, int from, List<Row> found) {
        if (from >= reads.size()) {
            return Future.succeededFuture(found);
        }
        var some = reads.subList(from, Math.min(from + AT_ONCE, reads.size()));
        return link.send(PREFIX, some.stream().map(Read::command).collect(Collectors.toList()))
                .compose(replies -> {
                    for (int i = 0; i < replies.size(); i++) {
                        found.addAll(rows(some.get(i).start, replies.get(i)));
                    }
                    return read(reads, from + AT_ONCE, found);
                });
    }

    private static List<Row> rows(long start, @Nullable Response hash) {
        var tallies = new HashMap<String, Tally>();
        if (hash != null) {
            for (String field : hash.getKeys()) {
                int blank = field.indexOf(' ');
                var tally = tallies.computeIfAbsent(field.substring(blank + 1), fresh -> new Tally());
                add(tally, field.substring(0, blank), hash.get(field).toLong());
            }
        }
        var rows = new ArrayList<Row>();
        tallies.forEach((who, tally) -> rows.add(new Row(start, consumer(new JsonArray(who)), tally)));
        return rows;
    }

    /** A count that a newer node writes is not known here. */
    private static void add(Tally tally, String word, long count) {
        for (Counted what : Counted.values()) {
            if (what.word().equals(word)) {
                var unused = tally.add(what, count);
            }
        }
    }

    private static Consumer consumer(JsonArray parts) {
        return Consumer.of(parts.stream().map(String::valueOf).toList());
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }
}
