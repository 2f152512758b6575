package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Limits;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class IssuedKeyFormatTest {
    private static final JsonObject EARLIER = new JsonObject()
            .put("tenant", "acme")
            .put("name", "web")
            .put("digest", "0".repeat(64))
            .put("tags", new JsonObject())
            .put("created", "2026-01-01T00:00:00Z");

    @Test
    void aKeyThatWasWrittenBeforeThereWereLimitsHasNone() {
        var key = IssuedKeyFormat.read(EARLIER);

        assertThat(key.limits()).isEqualTo(Limits.NONE);
        assertThat(IssuedKeyFormat.write(key)).isEqualTo(EARLIER);
    }

    @Test
    void aKeyWhoseLimitsALaterFrondHasInventedIsNoKeyHere() {
        var later = EARLIER.copy().put("limits", new JsonObject().put("rpm", 60).put("images_per_day", 5));

        assertThatThrownBy(() -> IssuedKeyFormat.read(later)).hasMessageContaining("limit that is not known");
    }
}
