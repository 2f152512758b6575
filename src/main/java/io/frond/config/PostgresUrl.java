package io.frond.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code postgresql://user:password@host:5432/database}, as hosting services hand it out. */
record PostgresUrl(
        HostPort at,
        String database,
        @Nullable String user,
        @Nullable Secret password) {
    private static final int PORT = 5432;
    private static final Pattern FORM =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:@/]+)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::(?<port>[0-9]{1,5}))?/(?<database>[^/?]{1,63})");

    static Kind<PostgresUrl> kind() {
        var sample = new PostgresUrl(new HostPort("localhost", PORT), "frond", null, null);
        // what it says is never repeated: a password may be in it
        return Kind.of("postgresql:// URL", sample, Schemas.pattern("^postgres(ql)?://"), word -> {
            Matcher parts = FORM.matcher(word.text());
            if (!parts.matches()) {
                throw new Unfit("is not postgresql://user:password@host:port/database, of which host and database are"
                        + " needed; signs such as / and @ in the password are written %2F and %40");
            }
            return of(parts);
        });
    }

    private static PostgresUrl of(Matcher parts) throws Unfit {
        int port = parts.group("port") == null ? PORT : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65535) {
            throw new Unfit("has a port out of range: from 1 to 65535");
        }
        var host = parts.group("host").replaceAll("[\\[\\]]", "");
        var password = parts.group("password");
        return new PostgresUrl(
                new HostPort(host, port),
                decoded(parts.group("database")),
                parts.group("user") == null ? null : decoded(parts.group("user")),
                password == null ? null : new Secret(decoded(password)));
    }

    private static String decoded(String part) throws Unfit {
        try {
            // unlike in a form, a plus is a plus
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unfit("has a % that is not followed by two hex digits");
        }
    }
}
