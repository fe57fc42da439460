using Actors.Silo.Api;

namespace Actors.Silo.Security;

/// <summary>The way in for browsers.</summary>
public static class LoginApi
{
    /// <summary><c>GET /login?token=…</c>: sets the cookie and goes on to the dashboard.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapLogin(this IEndpointRouteBuilder app) =>
        app.MapGet("/login", (HttpContext context, AdminToken admin, string? token) =>
        {
            if (token is null || !admin.IsToken(token))
            {
                throw new ApiException(StatusCodes.Status401Unauthorized, "The login address is not valid: it needs the token in admin.token of the silo's data folder, or in the file of Actors:AdminTokenFile. A silo that is started in a terminal prints the right address.");
            }

            context.Response.Cookies.Append(AdminToken.CookieName, admin.Cookie, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true,
            });
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Results.Redirect("/dashboard/");
        }).AllowAnonymous();
}
