using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In-process: the analyzers make BenchmarkDotNet's own out-of-process build slower than its time-out.
// "-j short" on the command line takes the place of the job given here.
var config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default);
if (!args.Contains("-j") && !args.Contains("--job"))
{
    config = config.AddJob(Job.MediumRun.WithToolchain(InProcessEmitToolchain.Instance).WithLaunchCount(1));
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
