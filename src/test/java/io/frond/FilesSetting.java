package io.frond;

import io.frond.model.Credential;
import io.frond.testing.FileClient;
import java.net.URI;
import java.nio.file.Path;

/** A Frond that keeps files, and a client of each of two tenants. */
public final class FilesSetting implements AutoCloseable {
    public final FileClient acme;
    public final FileClient globex;
    private final RunningConfig frond;

    private FilesSetting(String yaml) {
        frond = RunningConfig.of(yaml);
        acme = new FileClient(frond.address(), "sk-acme");
        globex = new FileClient(frond.address(), "sk-globex");
    }

    /** @param folder of the files; what is kept there is taken up again */
    public static FilesSetting in(Path folder) {
        return new FilesSetting(yaml(folder, ""));
    }

    /** @param more further blocks; a tenant's routes are all there are */
    public static FilesSetting in(Path folder, String more) {
        return new FilesSetting(yaml(folder, more));
    }

    /** @param model where the only backend is */
    public static FilesSetting before(URI model, Path folder) {
        return new FilesSetting(yaml(folder, "").replace("http://127.0.0.1:9/v1", model.toString()));
    }

    public static String yaml(Path folder, String more) {
        return """
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                files: { folder: "%s", limit: 1MiB, tenant_limit: 8MiB, tenant_files: 2k, dense: 0%% }
                backends: { main: { url: "http://127.0.0.1:9/v1" } }
                tenants:
                  acme:
                    keys:
                      - { name: web, hash: "sha256:%s" }
                      - { name: chat, hash: "sha256:%s", scopes: [chat] }
                  globex: { keys: [{ name: web, hash: "sha256:%s" }] }
                %s
                """.formatted(folder, digest("sk-acme"), digest("sk-chat"), digest("sk-globex"), more);
    }

    private static String digest(String key) {
        return Credential.of(key).digest();
    }

    /** One with another key. */
    public FileClient as(String key) {
        return new FileClient(frond.address(), key);
    }

    public RunningConfig frond() {
        return frond;
    }

    @Override
    public void close() {
        acme.close();
        globex.close();
        frond.close();
    }
}
