# On top of Debian and this machine's .NET, stands in for mcr.microsoft.com/dotnet/sdk, with the C tool chain of a static worker and the NuGet packages of the sources.
ARG BASE
FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev cmake make zlib1g-dev libssl-dev libssl3 libstdc++6 zlib1g \
    && ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet \
    && rm -rf /var/lib/apt/lists/*
ENV DOTNET_RUNNING_IN_CONTAINER=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 NUGET_XMLDOC_MODE=skip
