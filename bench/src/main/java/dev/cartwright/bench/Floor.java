package dev.cartwright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx answering every path with the same bytes: what this machine can do when nothing has to be
/// decided, looked up or written.
final class Floor implements AutoCloseable {
    private final Process process;
    private final int port;

    private Floor(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Floor start(Path directory, byte[] body) throws IOException, InterruptedException {
        Path root = Files.createDirectories(directory.resolve("floor"));
        Files.write(root.resolve("body.json"), body);
        int port = ServerProcess.freePort();
        Path configuration = root.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                worker_processes auto;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  open_file_cache max=10;
                  default_type application/json;
                  client_body_temp_path %1$s/tmp;
                  proxy_temp_path %1$s/tmp;
                  fastcgi_temp_path %1$s/tmp;
                  uwsgi_temp_path %1$s/tmp;
                  scgi_temp_path %1$s/tmp;
                  server {
                    listen 127.0.0.1:%2$d;
                    root %1$s;
                    location / { try_files /body.json =404; }
                  }
                }
                """
                        .formatted(root, port));
        Process process =
                new ProcessBuilder(List.of("nginx", "-c", configuration.toString()))
                        .inheritIO()
                        .start();
        ServerProcess.awaitAnswer(port, "/");
        return new Floor(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
