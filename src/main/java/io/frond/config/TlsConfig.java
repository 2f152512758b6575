package io.frond.config;

/**
 * What the server proves itself with, as it stood in the files when they were read: so one snapshot of the configuration
 * holds one pair, and a new pair makes another configuration.
 *
 * @param certificates PEM, the server's own first
 * @param key PEM of the private key that belongs to it
 */
public record TlsConfig(String certificates, Secret key) {

    static TlsConfig from(Section s) {
        String certificates = s.required(
                "cert",
                Disk.pem("CERTIFICATE"),
                "PEM file of the certificate, followed by those between it and the root");
        String key = s.required("key", Disk.pem("PRIVATE KEY"), "PEM file of its private key, not encrypted");
        if (!certificates.isEmpty() && !key.isEmpty()) {
            var problem = KeyPairCheck.problem(certificates, key);
            if (problem != null) {
                s.fault(problem.key(), problem.text());
            }
        }
        return new TlsConfig(certificates, new Secret(key));
    }
}
