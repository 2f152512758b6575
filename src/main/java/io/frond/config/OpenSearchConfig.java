package io.frond.config;

import io.frond.config.RedisConfig.Tls;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An OpenSearch with its k-NN plug-in.
 *
 * @param user null where it asks for none
 * @param tls whom to trust beside those that Java trusts; only for https
 * @param prefix of the names of Frond's indexes there; nothing else is touched
 */
public record OpenSearchConfig(
        URI url,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Tls tls,
        String prefix) implements EngineConfig {

    static @Nullable OpenSearchConfig from(Section root) {
        return root.optionalBlock("opensearch", "the OpenSearch that several Fronds search", OpenSearchConfig::read);
    }

    private static OpenSearchConfig read(Section s) {
        URI url = s.required("url", Wire.url(), "https://host:9200");
        String user = s.text("user", "who Frond is there");
        Secret password = s.secret("password", "of that user");
        Tls tls = s.optionalBlock("tls", "whom to trust, for https, beside those that Java trusts", Tls::from);
        String prefix = s.value("prefix", plainName(), "frond", "how the names of its indexes begin");
        if (user != null && password == null) {
            s.fault("user", "needs its password");
        }
        return new OpenSearchConfig(url, user, password, tls, prefix);
    }

    private static Kind<String> plainName() {
        var form = "[a-z][a-z0-9_-]{0,39}";
        return Kind.of("prefix", "frond", Schemas.pattern("^" + form + "$"), word -> {
            if (!word.text().matches(form)) {
                throw new Unfit(
                        word.shown() + " is not a plain name: lower-case letters, digits, hyphens, underscores");
            }
            return word.text();
        });
    }
}
