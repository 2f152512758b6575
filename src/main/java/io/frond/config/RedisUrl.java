package io.frond.config;

import io.frond.config.RedisConfig.Login;
import io.frond.config.RedisConfig.Standalone;
import io.frond.config.RedisConfig.Tls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code redis://user:password@host:6379/0}, as hosting services hand it out. */
record RedisUrl(boolean secured, Login login, HostPort at, int database) {
    private static final int PORT = 6379;
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>rediss?)://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::(?<port>[0-9]{1,5}))?(?:/(?<database>[0-9]{0,4}))?");

    static Kind<RedisUrl> kind() {
        var sample = new RedisUrl(false, Login.NONE, new HostPort("localhost", PORT), 0);
        // what it says is never repeated: a password may be in it
        return Kind.of("redis:// URL", sample, Schemas.pattern("^rediss?://"), word -> {
            Matcher parts = FORM.matcher(word.text());
            if (!parts.matches()) {
                throw new Unfit("is not redis://user:password@host:port/database, of which only the host is needed;"
                        + " signs such as / and @ in the password are written %2F and %40");
            }
            return of(parts);
        });
    }

    private static RedisUrl of(Matcher parts) throws Unfit {
        int port = parts.group("port") == null ? PORT : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65535) {
            throw new Unfit("has a port out of range: from 1 to 65535");
        }
        var host = parts.group("host").replaceAll("[\\[\\]]", "");
        var database = parts.group("database");
        return new RedisUrl(
                parts.group("scheme").equals("rediss"),
                login(decoded(parts.group("user")), decoded(parts.group("password"))),
                new HostPort(host, port),
                database == null || database.isEmpty() ? 0 : Integer.parseInt(database));
    }

    private static Login login(@Nullable String user, @Nullable String password) throws Unfit {
        if (password == null && user != null) {
            throw new Unfit("names a user without a password: write redis://user:password@host");
        }
        return password == null
                ? Login.NONE
                : new Login(user == null || user.isEmpty() ? null : user, new Secret(password));
    }

    private static @Nullable String decoded(@Nullable String part) throws Unfit {
        try {
            // unlike in a form, a plus is a plus
            return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unfit("has a % in its user or password that is not followed by two hex digits");
        }
    }

    /** With what else stands in the block. */
    RedisConfig config(Login other, @Nullable Tls tls) {
        var whose = login.equals(Login.NONE) ? other : login;
        return new RedisConfig(new Standalone(at), whose, database, tls == null && secured ? Tls.USUAL : tls);
    }
}
