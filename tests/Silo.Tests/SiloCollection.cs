namespace Actors.Silo.Tests;

[CollectionDefinition]
public sealed class SiloCollection : ICollectionFixture<SiloFixture>;
