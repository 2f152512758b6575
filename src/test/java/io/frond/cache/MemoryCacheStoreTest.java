package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryCacheStoreTest extends EveryCacheStore {
    private static final int ROOM = 8 << 20;
    private final FakeClock clock = new FakeClock();
    private final CacheStore store = CacheStore.memory(ROOM, clock);

    @Override
    CacheStore store() {
        return store;
    }

    @Test
    void anAnswerLivesExactlyForItsTtl() throws Exception {
        get(store.put("key", kept("x")));

        clock.advance(TTL.minusMillis(1));
        assertThat(get(store.get("key")).orElseThrow().left()).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(get(store.get("key"))).isEmpty();
    }

    @Test
    void readingDoesNotMakeAnAnswerLiveLonger() throws Exception {
        get(store.put("key", kept("x")));
        clock.advance(TTL.dividedBy(2));
        get(store.get("key"));

        clock.advance(TTL.dividedBy(2));

        assertThat(get(store.get("key"))).isEmpty();
    }

    @Test
    void anAnswerThatIsWrittenOverLivesForTheWholeOfItsTtl() throws Exception {
        get(store.put("key", kept("old")));
        clock.advance(TTL.dividedBy(2));
        get(store.put("key", kept("new")));

        clock.advance(TTL.minusMillis(1));

        assertThat(get(store.get("key")).orElseThrow().left()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void allAnswersTogetherStayWithinTheRoom() throws Exception {
        int size = 500_000;
        for (int i = 0; i < 100; i++) {
            get(store.put("key" + i, kept("x".repeat(size))));
        }

        int there = 0;
        for (int i = 0; i < 100; i++) {
            there += get(store.get("key" + i)).isPresent() ? 1 : 0;
        }

        assertThat(there).isBetween(1, ROOM / size);
    }
}
