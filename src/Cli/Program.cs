// Copyright the Actors authors. Licensed under Apache-2.0.
return 0;
