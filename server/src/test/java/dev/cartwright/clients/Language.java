package dev.cartwright.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A language that examples are written in.
enum Language {
    JAVASCRIPT("javascript", "node", "monitor.mjs", "inspect.mjs", "clean-up.mjs"),
    PYTHON("python", "python3", "monitor.py", "inspect_cart.py", "clean_up.py"),
    PHP("php", "php", "monitor.php", "inspect.php", "clean-up.php");

    private final String folder;
    private final String interpreter;
    private final String monitor;
    private final String inspect;
    private final String cleanUp;

    Language(String folder, String interpreter, String monitor, String inspect, String cleanUp) {
        this.folder = folder;
        this.interpreter = interpreter;
        this.monitor = monitor;
        this.inspect = inspect;
        this.cleanUp = cleanUp;
    }

    Run monitor(Map<String, String> environment, String... options) {
        return run(monitor, environment, List.of(options));
    }

    Run inspect(Map<String, String> environment, String... options) {
        return run(inspect, environment, List.of(options));
    }

    Run cleanUp(Map<String, String> environment, String... options) {
        return run(cleanUp, environment, List.of(options));
    }

    /// Runs a few lines of their own beside the examples.
    Run code(String lines, Map<String, String> environment) {
        List<String> options =
                switch (this) {
                    case JAVASCRIPT -> List.of("--input-type=module", "-e", lines);
                    case PYTHON -> List.of("-c", lines);
                    case PHP -> List.of("-r", lines);
                };
        return start(environment, options);
    }

    private Run run(String program, Map<String, String> environment, List<String> options) {
        var all = new ArrayList<>(List.of(program));
        all.addAll(options);
        return start(environment, all);
    }

    private Run start(Map<String, String> environment, List<String> options) {
        var command = new ArrayList<>(List.of(Tool.require(interpreter)));
        command.addAll(options);
        var all = new java.util.HashMap<>(environment);
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        all.put("PYTHONIOENCODING", "utf-8");
        return Run.of(command, Repository.examples(folder), all);
    }
}
