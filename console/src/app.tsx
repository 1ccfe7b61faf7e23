/** Every screen and its address. Each screen is a chunk of its own. */
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Frame } from './frame';
import { Boundary } from './ui/boundary';
import { Loading } from './ui/states';

const SignIn = lazy(() => import('./sign-in').then((file) => ({ default: file.SignIn })));
const Queue = lazy(() => import('./applications/queue').then((file) => ({ default: file.Queue })));
const Case = lazy(() => import('./applications/case').then((file) => ({ default: file.Case })));
const JoinCodes = lazy(() => import('./join-codes/join-codes').then((file) => ({ default: file.JoinCodes })));
const Audit = lazy(() => import('./audit').then((file) => ({ default: file.Audit })));
const NotFound = lazy(() => import('./not-found').then((file) => ({ default: file.NotFound })));

export function App() {
  return (
    <Boundary>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          <Route element={<Frame />}>
            <Route index element={<Queue />} />
            <Route path="applications/:id" element={<Case />} />
            <Route path="join-codes" element={<JoinCodes />} />
            <Route path="audit" element={<Audit />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </Suspense>
    </Boundary>
  );
}
