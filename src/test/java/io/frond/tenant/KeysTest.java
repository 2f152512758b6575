package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
    private final Keys keys = new Keys(new Random(7));

    @Test
    void aKeyCarries256BitsBehindItsPrefix() {
        assertThat(keys.make().key()).matches("fk-[A-Za-z0-9_-]{43}");
    }

    @Test
    void theHashIsWhatIdentifiesTheKey() {
        var made = keys.make();

        assertThat(made.hash()).isEqualTo("sha256:" + Credential.of(made.key()).digest());
    }

    @Test
    void noTwoKeysAreAlikeAndNonePrintsItself() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            var made = keys.make();
            assertThat(made.toString()).doesNotContain(made.key());
            seen.add(made.key());
        }
        assertThat(seen).hasSize(1000);
    }
}
