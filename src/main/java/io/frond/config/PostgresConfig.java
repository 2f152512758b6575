package io.frond.config;

import io.frond.config.RedisConfig.Tls;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL with the extension pgvector.
 *
 * @param password null for none
 * @param tls null for cleartext
 * @param schema where Frond keeps what it makes; nothing else is touched
 */
public record PostgresConfig(
        HostPort at,
        String database,
        String user,
        @Nullable Secret password,
        @Nullable Tls tls,
        String schema) implements EngineConfig {

    static @Nullable PostgresConfig from(Section root) {
        return root.optionalBlock(
                "postgres", "the PostgreSQL with pgvector that several Fronds search", PostgresConfig::read);
    }

    private static PostgresConfig read(Section s) {
        PostgresUrl url = s.required("url", PostgresUrl.kind(), "postgresql://host:5432/database");
        String user = s.text("user", "name of the role; or in the url");
        Secret password = s.secret("password", "of that role; or in the url");
        Tls tls = s.optionalBlock(
                "tls", "speaks TLS; an empty block is enough where Java trusts the certificate", Tls::from);
        String schema = s.value("schema", plainName(), "frond", "where Frond keeps its tables, which it makes itself");
        if (user != null && url.user() != null) {
            s.fault("user", "stands in the url too");
        }
        if (password != null && url.password() != null) {
            s.fault("password", "stands in the url too");
        }
        if (user == null && url.user() == null) {
            s.fault("user", "needs a user, under user or in the url: postgresql://user:password@host/database");
        }
        return new PostgresConfig(
                url.at(),
                url.database(),
                user == null ? String.valueOf(url.user()) : user,
                password == null ? url.password() : password,
                tls,
                schema);
    }

    private static Kind<String> plainName() {
        var form = "[a-z_][a-z0-9_]{0,39}";
        return Kind.of("name of a schema", "frond", Schemas.pattern("^" + form + "$"), word -> {
            if (!word.text().matches(form)) {
                throw new Unfit(word.shown() + " is not a plain name: lower-case letters, digits and underscores");
            }
            return word.text();
        });
    }
}
