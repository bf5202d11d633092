// Chooses a password with the token of a link, where one is given, signs in with it and prints the
// access token: node sign-in.mjs ADDRESS [TOKEN]
const [email, token] = process.argv.slice(2);
const password = "drei blaue Fahrräder im Regen";

async function mutate(name, input, selection) {
  const type = name[0].toUpperCase() + name.slice(1);
  const query = `mutation($input: ${type}Input!) { ${name}(input: $input) { ${selection} userErrors { code } } }`;
  const response = await fetch(process.env.ANGEBOTE_URL, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await response.json();
  const wrong = errors ?? data[name].userErrors;
  if (wrong.length > 0) throw new Error(`${name}: ${JSON.stringify(wrong)}`);
  return data[name];
}

if (token) await mutate("resetPassword", { token, password }, "");
const { signedIn } = await mutate("login", { email, password }, "signedIn { accessToken }");
console.log(signedIn.accessToken);
