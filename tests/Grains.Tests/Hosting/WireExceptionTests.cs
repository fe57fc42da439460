using Actors.Contracts.Storage;
using Actors.Grains.Hosting;
using Actors.Scheduling.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Actors.Grains.Tests.Hosting;

/// <summary>Who asked over another silo is told the same: what may be tried again is known by the exceptions' types.</summary>
public sealed class WireExceptionTests
{
    [Fact]
    public void StoreUnavailable_BetweenSilos_StaysWhatItIs()
    {
        using var services = new ServiceCollection().AddSerializer().AddWireSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        Exception error = new HostPoisonedException(new StoreUnavailableException("The database is not available.", new IOException("pipe")));

        var read = serializer.Deserialize<Exception>(serializer.SerializeToArray(error));

        var cause = Assert.IsType<StoreUnavailableException>(Assert.IsType<HostPoisonedException>(read).InnerException);
        Assert.Equal("The database is not available.", cause.Message);
        Assert.IsType<IOException>(cause.InnerException);
    }

    [Fact]
    public void SizeLimit_BetweenSilos_StaysWhatItIs()
    {
        using var services = new ServiceCollection().AddSerializer().AddWireSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var read = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new SizeLimitException("The state", 10)));

        Assert.Equal("The state is larger than its limit of 10 bytes.", Assert.IsType<SizeLimitException>(read).Message);
    }
}
