package io.frond.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signed tokens (RFC 7519) that stand for a tenant.
 *
 * @param issuer what {@code iss} must say
 * @param audiences one of which {@code aud} must say
 * @param jwks where the issuer's public keys are (RFC 7517): a URL, or the path of a file
 * @param claim the claim that tells the tenant; dots lead into objects
 * @param tenants what the claim says, to the tenant's name; empty where it says the name itself
 * @param keyClaim the claim that stands in the log as the key's name; null for none
 * @param scopeClaim the claim that lists scopes; null gives every token all of them
 * @param algorithms signatures that are taken; asymmetric all of them
 * @param leeway by so much the issuer's clock may differ
 * @param refresh the keys are fetched anew after
 */
public record JwtConfig(
        String issuer,
        List<String> audiences,
        String jwks,
        String claim,
        Map<String, String> tenants,
        @Nullable String keyClaim,
        @Nullable String scopeClaim,
        List<String> algorithms,
        Duration leeway,
        Duration refresh) {
    private static final List<String> KNOWN =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    private static final List<String> USUAL = List.of("RS256", "ES256");

    public JwtConfig {
        audiences = List.copyOf(audiences);
        tenants = Map.copyOf(tenants);
        algorithms = algorithms.isEmpty() ? USUAL : List.copyOf(algorithms);
    }

    static JwtConfig from(Section s, Set<String> tenants) {
        var config = new JwtConfig(
                s.required("issuer", Kinds.text(), "who signs them; what their iss says"),
                s.list("audience", Kinds.text(), "whom they are meant for; one of these must be in their aud"),
                s.required("jwks", Wire.keySet(), "the issuer's public keys: https://, or a file"),
                s.value("claim", Kinds.text(), "tenant", "the claim that tells the tenant; dots lead into objects"),
                s.map(
                        "tenants",
                        Kinds.reference("tenant", tenants),
                        "what the claim says, to the tenant that is meant; without it, the claim says the tenant's name"),
                s.text("key_claim", "the claim that logs show as the key's name, such as azp"),
                s.text("scope_claim", "the claim that lists the scopes of a token; without it, each has all"),
                s.list("algorithms", Kinds.choice(KNOWN), "signatures that are taken; without it, RS256 and ES256"),
                s.value(
                        "leeway",
                        Kinds.duration(Duration.ZERO, Duration.ofMinutes(5)),
                        Duration.ofSeconds(30),
                        "by so much the issuer's clock may differ"),
                s.value(
                        "refresh",
                        Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
                        Duration.ofMinutes(10),
                        "its keys are fetched anew after; and at once for a token with an unknown key"));
        if (config.audiences.isEmpty()) {
            s.fault("audience", "must say whom the tokens are meant for, or Frond would take those for others too");
        }
        return config;
    }
}
