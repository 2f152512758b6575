package io.frond.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that several Fronds share.
 *
 * @param login of the servers that hold the data
 * @param database 0 where nothing was said, and in a cluster
 * @param tls null for cleartext; also spoken to sentinels
 */
public record RedisConfig(
        Layout layout, Login login, int database, @Nullable Tls tls) {
    private static final List<String> LAYOUTS = List.of("url", "cluster", "sentinel");

    /** How its servers stand to each other. */
    public sealed interface Layout {}

    public record Standalone(HostPort at) implements Layout {}

    /** @param seeds some of its servers; the others are learnt from them */
    public record Cluster(List<HostPort> seeds) implements Layout {
        public Cluster {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * @param master the name by which the sentinels know it
     * @param login of the sentinels themselves
     */
    public record Sentinels(String master, List<HostPort> nodes, Login login) implements Layout {
        public Sentinels {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * @param user of the ACL; null for Redis's default user
     * @param password null for none
     */
    public record Login(@Nullable String user, @Nullable Secret password) {
        static final Login NONE = new Login(null, null);

        private static Login from(Section s, String whose) {
            String user = s.text("user", "name in the ACL of " + whose);
            Secret password = s.secret("password", "of that user, or of the default user");
            if (user != null && password == null) {
                s.fault("user", "needs its password");
            }
            return new Login(user, password);
        }
    }

    /**
     * @param ca PEM of those whose certificates are believed; null for those that Java believes
     * @param own what Frond proves itself with; null for nothing
     */
    public record Tls(@Nullable String ca, @Nullable TlsConfig own) {
        static final Tls USUAL = new Tls(null, null);

        static Tls from(Section s) {
            String ca = s.optional(
                    "ca",
                    Disk.pem("CERTIFICATE"),
                    "PEM file of who signs its certificates; without it, those that Java trusts");
            TlsConfig own = s.optionalBlock("client", "what Frond proves itself with", TlsConfig::from);
            return new Tls(ca, own);
        }
    }

    static @Nullable RedisConfig from(Section root) {
        return root.optionalBlock("redis", "the Redis that several Fronds share", RedisConfig::read);
    }

    /** Where something is kept: {@code memory} or {@code redis}. */
    static String store(Section s, boolean redis, String doc) {
        String store = s.value("store", kind(), "memory", doc);
        if (store.equals("redis") && !redis) {
            s.fault("store", "says redis, but no redis block tells where that is");
        }
        return store;
    }

    private static Kind<String> kind() {
        Kind<String> words = Kinds.choice(List.of("memory", "redis"));
        return Kind.of(words.label(), words.sample(), words.schema(), word -> {
            if (word.text().contains("://")) {
                throw new Unfit("the address of a Redis stands under redis.url; here say", "redis");
            }
            return words.read(word);
        });
    }

    /** What is more than host and port is not repeated: a password may be in it. */
    private static Kind<HostPort> node() {
        Kind<HostPort> plain = Wire.hostPort();
        return Kind.of(plain.label(), plain.sample(), plain.schema(), word -> {
            if (word.text().contains("/") || word.text().contains("@")) {
                throw new Unfit("is more than host:port; user and password stand under keys of their own");
            }
            return plain.read(word);
        });
    }

    private static RedisConfig read(Section s) {
        RedisUrl url = s.optional("url", RedisUrl.kind(), "of a single server, redis://host:6379; rediss:// with TLS");
        var cluster = s.list("cluster", node(), "servers of a cluster, host:port; some are enough");
        Sentinels sentinels =
                s.optionalBlock("sentinel", "sentinels who know where the master is", RedisConfig::sentinels);
        Login login = Login.from(s, "Redis");
        Tls tls = s.optionalBlock(
                "tls", "speaks TLS; an empty block is enough where Java trusts the certificate", Tls::from);
        if (LAYOUTS.stream().filter(s::has).count() != 1) {
            s.fault("url", "exactly one of url, cluster and sentinel must be there");
        }
        if (url != null && !url.login().equals(Login.NONE) && !login.equals(Login.NONE)) {
            s.fault("url", "names a user or password that stands under user or password too");
        }
        if (url != null) {
            return url.config(login, tls);
        }
        Layout layout = sentinels != null ? sentinels : new Cluster(cluster);
        return new RedisConfig(layout, login, 0, tls);
    }

    private static Sentinels sentinels(Section s) {
        var nodes = s.list("nodes", node(), "the sentinels, host:port");
        if (nodes.isEmpty()) {
            s.fault("nodes", "needs the address of at least one sentinel, such as sentinel-1:26379");
        }
        return new Sentinels(
                s.value("master", Kinds.text(), "mymaster", "the name by which they know it"),
                nodes,
                Login.from(s, "the sentinels"));
    }
}
