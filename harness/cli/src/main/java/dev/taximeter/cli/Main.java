package dev.taximeter.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    /** @param args as {@code taximeter --help} explains them */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command and returns its exit code. */
    static int execute(String... args) {
        CommandLine commandLine = new CommandLine(new TaximeterCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> exitCodeOf(failure, command));
        return commandLine.execute(args);
    }

    private static int exitCodeOf(Exception failure, CommandLine command) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Ansi ansi = command.getColorScheme().ansi();
        if (failure instanceof UserError mistake) {
            err.println(ansi.string("@|bold,red error:|@ ") + mistake.getMessage());
            return ExitCodes.USAGE;
        }
        if (failure instanceof InterruptedException) {
            err.println("interrupted");
            return ExitCodes.INTERRUPTED;
        }
        err.println(ansi.string("@|bold,red This is our bug, not your mistake.|@ Please report it with these lines:"));
        failure.printStackTrace(err);
        return ExitCodes.BUG;
    }
}
