namespace Actors.Templates.Planning;

/// <summary>A condition of a document, not yet evaluated.</summary>
/// <param name="Text">What <see cref="Expressions.ConditionBlock.Parse"/> takes.</param>
/// <param name="Origin">Where it stands, such as <c>ResourceTemplate/net spec.hooks.onInit[0].skipConfig.condition</c>.</param>
public sealed record PlannedCondition(string Text, string Origin);
