package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.config.Config;

/** The addresses of the command line, put over those of the configuration and held to the same rules. */
final class Addresses {
    private Addresses() {}

    static Config over(Config config, Listening said) {
        var api = said.api() == null ? config.server().listen() : said.api();
        var admin = said.admin() == null ? config.server().admin() : said.admin();
        if (!api.loopback() && config.tenants().isEmpty() && !config.server().open()) {
            throw Failure.usage("--listen " + api + ": other machines could use Frond without a key."
                    + " Add tenants to a configuration, or say auth: open there if that is meant.");
        }
        if (!admin.loopback() && config.server().access().token() == null) {
            throw Failure.usage("--admin " + admin + ": must be on loopback, 127.0.0.1, as it asks for no key."
                    + " Set server.admin_token in a configuration if others may call.");
        }
        return config.at(api, admin);
    }
}
