package dev.taximeter.interop;

/** Says whom we met: the proof is in the build's log. */
final class Met {
    private Met() {}

    static void client(String name, String version, String did) {
        System.out.printf("interop: client %s %s: %s%n", name, version, did);
    }

    static void server(String name, String version, String did) {
        System.out.printf("interop: server %s %s: %s%n", name, version, did);
    }
}
