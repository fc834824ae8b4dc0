import { Navigate, Outlet, useMatches } from '@tanstack/react-router';
import { useSession, useSignIn } from '../api/session.js';
import { SignInScreen } from '../signIn/SignInScreen.js';
import { Shell } from './Shell.js';
import { Opening } from './states.js';

/** The page: the sign-in, or the console of who is signed in. */
export function App() {
  const signIn = useSignIn();
  if (signIn.status === 'opening') return <Opening />;
  if (signIn.status === 'out') return <SignInScreen error={signIn.error} isOver={signIn.isOver} />;
  // Whoever comes next begins anew.
  return <SignedIn key={signIn.session.account?.id ?? 'platform'} />;
}

/** An operator's token opens the platform's screens alone, an account's all others. */
function SignedIn() {
  const { account } = useSession();
  // Of the screen that is shown: the address is that of the next one while it is still loaded.
  const screen: string = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' });
  const isPlatform = screen === '/platform' || screen.startsWith('/platform/');
  if (account === undefined && !isPlatform) return <Navigate to="/platform" replace />;
  if (account !== undefined && isPlatform) return <Navigate to="/" replace />;
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}
