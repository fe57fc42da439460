using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection;

/// <summary>ASP.NET Core Data Protection over a repository, in services of its own: the web host's are not touched.</summary>
internal static class DataProtection
{
    /// <summary>How long a key seals new things. It opens what it sealed for ever.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private sealed class Caught : IXmlRepository
    {
        public XElement? Element { get; private set; }

        public IReadOnlyCollection<XElement> GetAllElements() => [];

        public void StoreElement(XElement element, string friendlyName) => Element = element;
    }

    public static ServiceProvider Build(IXmlRepository repository, ILoggerFactory loggers)
    {
        var services = new ServiceCollection().AddSingleton(loggers).AddSingleton<IDefaultKeyResolver, NewestKeyResolver>();
        services.AddDataProtection()
            .SetApplicationName("actors")
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM })
            // A key is added in turn by whoever sees first that one is needed; each silo for itself would make as many.
            .DisableAutomaticKeyGeneration()
            // The repository seals whole elements. Said to be encrypted by nothing here, so that no warning says that they are not.
            .AddKeyManagementOptions(options => (options.XmlRepository, options.XmlEncryptor) = (repository, new NullXmlEncryptor()));
        return services.BuildServiceProvider();
    }

    /// <summary>A new key, as an element of a ring.</summary>
    public static XElement NewKey(DateTimeOffset activation, DateTimeOffset expiration, ILoggerFactory loggers)
    {
        var caught = new Caught();
        using var services = Build(caught, loggers);
        services.GetRequiredService<IKeyManager>().CreateNewKey(activation, expiration);
        return caught.Element ?? throw new InvalidOperationException("Data Protection made no key.");
    }
}
