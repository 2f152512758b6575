package io.frond.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of addresses and credentials. */
final class Wire {
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");
    private static final Pattern COMPLETION =
            Pattern.compile("(.*?)/(chat/completions|completions|models|embeddings)/?");
    private static final String ORIGIN = "\\*|(?i:https?)://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?";
    private static final String DIGEST = "sha256:[0-9a-fA-F]{64}";

    private Wire() {}

    /** {@code http} or {@code https}, with a host, without credentials, query or fragment; no slash at the end. */
    static Kind<URI> url() {
        return Kind.of("URL", URI.create("http://localhost"), Schemas.pattern("^https?://"), word -> {
            URI url = parsed(word, "http://" + word.text());
            if (url.getHost() == null || url.getPort() > 65535 || url.getPort() == 0) {
                throw new Unfit(word.shown() + " has no valid host; letters, digits, dots and hyphens make one");
            }
            if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new Unfit("credentials, ?query and #fragment do not belong into a url; a key stands under key");
            }
            Matcher completion = COMPLETION.matcher(word.text());
            if (completion.matches()) {
                throw new Unfit(word.shown() + " goes too far: the base URL is wanted", completion.group(1));
            }
            return URI.create(url.toString().replaceAll("/+$", ""));
        });
    }

    /** The address of a page, query and all; without credentials and fragment. */
    static Kind<URI> page() {
        return Kind.of("URL", URI.create("http://localhost"), Schemas.pattern("^https?://"), word -> {
            URI url = parsed(word, "https://" + word.text());
            if (url.getHost() == null || url.getPort() > 65535 || url.getPort() == 0) {
                throw new Unfit(word.shown() + " has no valid host; letters, digits, dots and hyphens make one");
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw new Unfit("credentials and #fragment do not belong into the address of a page");
            }
            return url;
        });
    }

    private static URI parsed(Word word, String withScheme) throws Unfit {
        try {
            URI url = new URI(word.text());
            if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
                boolean bare = word.text().matches("[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?");
                throw new Unfit(word.shown() + " does not begin with http:// or https://", bare ? withScheme : null);
            }
            return url;
        } catch (URISyntaxException e) {
            throw new Unfit(word.shown() + " is not a URL");
        }
    }

    /** {@code https://host}, with a port where it is not the usual one, or {@code *}. In lower case, as browsers send it. */
    static Kind<String> origin() {
        return Kind.of("origin or *", "*", Schemas.pattern("^(\\*|https?://[^/]+)$"), word -> {
            if (!word.text().matches(ORIGIN)) {
                var parts = Pattern.compile("(https?://[^/\\s]+)/.*").matcher(word.text());
                throw new Unfit(
                        word.shown() + " is no origin: write https://host, or https://host:port",
                        parts.matches() ? parts.group(1) : null);
            }
            return word.text().toLowerCase(Locale.ROOT);
        });
    }

    /** {@code off}, {@code a}, or the first two labels of service records. */
    static Kind<String> discovery() {
        var form = "off|a|_[A-Za-z0-9-]{1,62}\\._(tcp|udp)";
        return Kind.of("off, a or _service._proto", "off", Schemas.pattern("^(" + form + ")$"), word -> {
            if (!word.text().matches(form)) {
                throw new Unfit(word.shown() + " is none of off, a, or a service such as _http._tcp");
            }
            return word.text();
        });
    }

    /** A path on a host, with its query if it has one. */
    static Kind<String> path() {
        var form = "/[!-\"$-~]{0,1000}";
        return Kind.of("path", "/", Schemas.pattern("^/"), word -> {
            if (!word.text().matches(form)) {
                throw new Unfit(word.shown() + " is not a path, such as /health");
            }
            return word.text();
        });
    }

    /** Name of a header. */
    static Kind<String> header() {
        return Kind.of("header name", "x", Schemas.pattern("^[A-Za-z0-9_-]+$"), word -> {
            if (!word.text().matches("[A-Za-z0-9_-]{1,64}")) {
                throw new Unfit(word.shown() + " is not the name of a header, such as x-session-id");
            }
            return word.text().toLowerCase(Locale.ROOT);
        });
    }

    /** An address to listen on; port 0 lets the system choose. */
    static Kind<HostPort> hostPort() {
        var schema = Schemas.pattern("^[^ ]+:[0-9]{1,5}$");
        return Kind.of("host:port", new HostPort("127.0.0.1", 0), schema, word -> {
            Matcher parts = HOST_PORT.matcher(word.text());
            if (!parts.matches()) {
                boolean port = word.text().matches(":?[0-9]{1,5}");
                String meant = port ? "127.0.0.1:" + word.text().replace(":", "") : null;
                throw new Unfit(word.shown() + " is not host:port", meant);
            }
            int port = Integer.parseInt(parts.group(2));
            if (port > 65535) {
                throw new Unfit(word.shown() + " has a port out of range: from 0 to 65535");
            }
            return new HostPort(parts.group(1).replaceAll("[\\[\\]]", ""), port);
        });
    }

    /** A name of the DNS, without a port. */
    static Kind<String> hostName() {
        var form = "[A-Za-z0-9][A-Za-z0-9.-]{0,252}";
        return Kind.of("host name", "localhost", Schemas.pattern("^" + form + "$"), word -> {
            if (!word.text().matches(form)) {
                throw new Unfit(word.shown() + " is not a host name, such as frond.example.org");
            }
            return word.text();
        });
    }

    /** Printable ASCII without blanks, for a header; never repeated in a message. */
    static Kind<Secret> secret() {
        Kind<Secret> kind = Kind.of("secret", new Secret(""), Map.of("type", "string"), word -> {
            if (!word.text().matches("[!-~]{1,4096}")) {
                throw new Unfit("a key is 1 to 4,096 printable ASCII characters without blanks");
            }
            return new Secret(word.text());
        });
        return kind.kept();
    }

    /** {@code sha256:} and 64 hex digits; the digits, in lower case. Never repeated, as it may be the key itself. */
    static Kind<String> digest(Claims claims) {
        Kind<String> kind = Kind.of("sha256:HEX", "", Schemas.pattern("^" + DIGEST + "$"), word -> {
            if (!word.text().matches(DIGEST)) {
                throw new Unfit("not a digest: sha256: and 64 hex digits, as `frond keys new` prints them");
            }
            return word.text().substring(7).toLowerCase(Locale.ROOT);
        });
        return claims.on(kind, "another key").kept();
    }

    /** {@code redis}, or a file whose folder is there. */
    static Kind<String> keyStore() {
        return Kind.of("file or redis", "", Schemas.text(), word -> {
            if (word.text().contains("://")) {
                throw new Unfit("the address of a Redis stands under redis.url; here say", "redis");
            }
            var file = word.path();
            if (word.text().equals("redis")) {
                return word.text();
            }
            if (file.getParent() == null || !Files.isDirectory(file.getParent()) || Files.isDirectory(file)) {
                throw new Unfit(word.shown() + " is not a file in a folder that is there");
            }
            return file.toString();
        });
    }

    /** Where public keys are: a file that is there, or a URL that nobody on the way can change. */
    static Kind<String> keySet() {
        return Kind.of("URL or file", "", Schemas.text(), word -> {
            if (!word.text().contains("://")) {
                var file = word.path();
                String unused = word.outside().text(file);
                return file.toString();
            }
            var url = url().read(word);
            if (!"https".equalsIgnoreCase(url.getScheme()) && !new HostPort(url.getHost(), 0).loopback()) {
                throw new Unfit(word.shown() + " must be https://: whoever can change these keys can be any tenant");
            }
            return url.toString();
        });
    }
}
