package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCacheStoreTest extends EveryCacheStore {
    private static final int ROOM = 8 << 20;
    private final FakeClock clock = new FakeClock();
    private final CacheStore store = CacheStore.recent(ROOM, clock);

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
    void theOldestGoesFirstHoweverOftenItWasRead() throws Exception {
        int size = 1_000_000;
        for (int i = 0; i < 20; i++) {
            get(store.put("key" + i, kept("x".repeat(size))));
            get(store.get("key0"));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(get(store.get("key" + i)).isPresent()).as("key" + i).isEqualTo(i >= 20 - ROOM / (size + 512));
        }
    }

    @Test
    void whatIsWrittenOverOrRemovedTakesNoRoom() throws Exception {
        int size = 1_000_000;
        get(store.put("first", kept("x")));
        for (int i = 0; i < 20; i++) {
            get(store.put("again", kept("x".repeat(size))));
            get(store.put("gone", kept("x".repeat(size))));
            get(store.remove("gone"));
        }

        assertThat(get(store.get("first"))).isPresent();
    }

    @Test
    void whatIsOverMakesRoomForTheNext() throws Exception {
        for (int i = 0; i < 8; i++) {
            get(store.put("key" + i, kept("x".repeat(1_000_000))));
        }
        clock.advance(TTL);

        get(store.put("next", kept("x")));

        assertThat(get(store.get("next"))).isPresent();
        assertThat(get(store.get("key7"))).isEmpty();
    }
}
