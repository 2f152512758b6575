package io.frond.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.frond.model.Operation.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "/chat/completions, CHAT",
        "/completions, CHAT",
        "/responses, CHAT",
        "/responses/resp_1/cancel, CHAT",
        "/feedback, CHAT",
        "/embeddings, EMBEDDINGS",
        "/rerank, EMBEDDINGS",
        "/moderations, MODERATIONS",
        "/audio/speech, AUDIO",
        "/images/edits, IMAGES",
        "/files/file-1/content, FILES",
        "/batches, BATCHES",
        "/fine_tuning/jobs, FINE_TUNING",
        "/models, MODELS",
        "/vector_stores, FILES",
        "/Files, OTHER",
        "/chats, OTHER"
    })
    void everyCallNeedsOneScope(String path, Scope scope) {
        assertThat(Scope.of(new Operation("POST", path, "", Kind.OTHER))).isEqualTo(scope);
    }

    @Test
    void whatAGrantDoesNotListIsRefusedByName() {
        var grant = new Grant(Set.of(Scope.CHAT, Scope.MODELS), List.of(), Map.of());
        var tenant = new Tenant("acme", "web", List.of(), List.of(), true).by("web", grant);

        assertThat(tenant.permitted(Scope.CHAT)).isSameAs(tenant);
        for (Scope other : Scope.values()) {
            if (!grant.scopes().contains(other)) {
                var refused = catchThrowableOfType(Refused.class, () -> tenant.permitted(other));
                assertThat(refused.reason()).isEqualTo(Reason.POLICY_SCOPE);
                assertThat(refused.detail()).contains("'" + other.word() + "'").contains("chat, models");
            }
        }
    }

    @Test
    void aScopeIsFoundByTheWordThatItIsWrittenAs() {
        assertThat(Scope.words())
                .allSatisfy(word ->
                        assertThat(Scope.named(word).orElseThrow().word()).isEqualTo(word));
        assertThat(Scope.named("admin")).isEmpty();
        assertThat(Scope.named("CHAT")).isEmpty();
    }
}
