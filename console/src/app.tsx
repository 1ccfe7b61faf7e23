/** Every screen and its address. Each screen is a chunk of its own. */
import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Frame } from './frame';
import { Boundary } from './ui/boundary';
import { Loading } from './ui/states';

/** A screen that is fetched when it is first opened, by the name under which its file exports it. */
const screen = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(() => load().then((file) => ({ default: file[name] })));

const SignIn = screen(() => import('./sign-in'), 'SignIn');
const Activate = screen(() => import('./activate'), 'Activate');
const Home = screen(() => import('./home'), 'Home');
const Queue = screen(() => import('./applications/queue'), 'Queue');
const Case = screen(() => import('./applications/case'), 'Case');
const Filing = screen(() => import('./filing'), 'Filing');
const Transfers = screen(() => import('./transfers/transfers'), 'Transfers');
const Transfer = screen(() => import('./transfers/transfer'), 'Transfer');
const Requests = screen(() => import('./requests/requests'), 'Requests');
const MemberRequest = screen(() => import('./requests/request'), 'MemberRequest');
const JointActs = screen(() => import('./joint-acts/joint-acts'), 'JointActs');
const JointAct = screen(() => import('./joint-acts/joint-act'), 'JointAct');
const Members = screen(() => import('./members/members'), 'Members');
const Member = screen(() => import('./members/member'), 'Member');
const Unions = screen(() => import('./unions/unions'), 'Unions');
const Union = screen(() => import('./unions/union'), 'Union');
const Posts = screen(() => import('./posts/posts'), 'Posts');
const Grant = screen(() => import('./posts/grant'), 'Grant');
const Accounts = screen(() => import('./accounts/accounts'), 'Accounts');
const JoinCodes = screen(() => import('./join-codes/join-codes'), 'JoinCodes');
const Rosters = screen(() => import('./rosters/rosters'), 'Rosters');
const Roster = screen(() => import('./rosters/roster'), 'Roster');
const Statistics = screen(() => import('./statistics/statistics'), 'Statistics');
const StatisticsList = screen(() => import('./statistics/list'), 'StatisticsList');
const Campaigns = screen(() => import('./campaigns/campaigns'), 'Campaigns');
const Campaign = screen(() => import('./campaigns/campaign'), 'Campaign');
const EditCampaign = screen(() => import('./campaigns/edit'), 'EditCampaign');
const Vouchers = screen(() => import('./campaigns/vouchers'), 'Vouchers');
const Unreached = screen(() => import('./campaigns/unreached'), 'Unreached');
const Merchants = screen(() => import('./merchants/merchants'), 'Merchants');
const Merchant = screen(() => import('./merchants/merchant'), 'Merchant');
const Settlements = screen(() => import('./settlements/settlements'), 'Settlements');
const Settlement = screen(() => import('./settlements/settlement'), 'Settlement');
const Undos = screen(() => import('./redemptions/undos'), 'Undos');
const Anomalies = screen(() => import('./redemptions/anomalies'), 'Anomalies');
const Orders = screen(() => import('./orders/orders'), 'Orders');
const NewOrder = screen(() => import('./orders/new-order'), 'NewOrder');
const Wishes = screen(() => import('./orders/wishes'), 'Wishes');
const Pools = screen(() => import('./orders/pools'), 'Pools');
const Order = screen(() => import('./orders/order'), 'Order');
const MendOrder = screen(() => import('./orders/mend-order'), 'MendOrder');
const Visits = screen(() => import('./visits/visits'), 'Visits');
const VisitPage = screen(() => import('./visits/visit'), 'VisitPage');
const Plans = screen(() => import('./visits/plans'), 'Plans');
const PlanPage = screen(() => import('./visits/plan'), 'PlanPage');
const MenuItems = screen(() => import('./menu-items/menu-items'), 'MenuItems');
const EditItem = screen(() => import('./menu-items/edit-item'), 'EditItem');
const Experts = screen(() => import('./experts/experts'), 'Experts');
const ExpertPage = screen(() => import('./experts/expert'), 'ExpertPage');
const Rooms = screen(() => import('./experts/rooms'), 'Rooms');
const Events = screen(() => import('./events/events'), 'Events');
const UnionEvent = screen(() => import('./events/event'), 'UnionEvent');
const EditEvent = screen(() => import('./events/edit'), 'EditEvent');
const EventBookings = screen(() => import('./events/bookings'), 'Bookings');
const Problems = screen(() => import('./problems/problems'), 'Problems');
const Problem = screen(() => import('./problems/problem'), 'Problem');
const Exports = screen(() => import('./data/exports'), 'Exports');
const Closings = screen(() => import('./data/closings'), 'Closings');
const Holds = screen(() => import('./data/holds'), 'Holds');
const Audit = screen(() => import('./audit'), 'Audit');
const NotFound = screen(() => import('./not-found'), 'NotFound');

export function App() {
  return (
    <Boundary>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          <Route path="/activate" element={<Activate />} />
          <Route element={<Frame />}>
            <Route index element={<Home />} />
            <Route path="applications" element={<Queue />} />
            <Route path="applications/:id" element={<Case />} />
            <Route path="filing" element={<Filing />} />
            <Route path="transfers" element={<Transfers />} />
            <Route path="transfers/:id" element={<Transfer />} />
            <Route path="requests" element={<Requests />} />
            <Route path="requests/:id" element={<MemberRequest />} />
            <Route path="joint-acts" element={<JointActs />} />
            <Route path="joint-acts/:id" element={<JointAct />} />
            <Route path="members" element={<Members />} />
            <Route path="members/:id" element={<Member />} />
            <Route path="unions" element={<Unions />} />
            <Route path="unions/:id" element={<Union />} />
            <Route path="posts" element={<Posts />} />
            <Route path="posts/grant" element={<Grant />} />
            <Route path="accounts" element={<Accounts />} />
            <Route path="join-codes" element={<JoinCodes />} />
            <Route path="rosters" element={<Rosters />} />
            <Route path="rosters/:id" element={<Roster />} />
            <Route path="statistics" element={<Statistics />} />
            <Route path="statistics/list" element={<StatisticsList />} />
            <Route path="campaigns" element={<Campaigns />} />
            <Route path="campaigns/new" element={<EditCampaign />} />
            <Route path="campaigns/:id" element={<Campaign />} />
            <Route path="campaigns/:id/edit" element={<EditCampaign />} />
            <Route path="campaigns/:id/vouchers" element={<Vouchers />} />
            <Route path="campaigns/:id/unreached" element={<Unreached />} />
            <Route path="merchants" element={<Merchants />} />
            <Route path="merchants/:id" element={<Merchant />} />
            <Route path="settlements" element={<Settlements />} />
            <Route path="settlements/:id" element={<Settlement />} />
            <Route path="events" element={<Events />} />
            <Route path="events/new" element={<EditEvent />} />
            <Route path="events/:id" element={<UnionEvent />} />
            <Route path="events/:id/edit" element={<EditEvent />} />
            <Route path="events/:id/bookings" element={<EventBookings />} />
            <Route path="undos" element={<Undos />} />
            <Route path="anomalies" element={<Anomalies />} />
            <Route path="orders" element={<Orders />} />
            <Route path="orders/new" element={<NewOrder />} />
            <Route path="orders/wishes" element={<Wishes />} />
            <Route path="orders/pools" element={<Pools />} />
            <Route path="orders/:id" element={<Order />} />
            <Route path="orders/:id/mend" element={<MendOrder />} />
            <Route path="visits" element={<Visits />} />
            <Route path="visits/:id" element={<VisitPage />} />
            <Route path="plans" element={<Plans />} />
            <Route path="plans/:id" element={<PlanPage />} />
            <Route path="menu-items" element={<MenuItems />} />
            <Route path="menu-items/new" element={<EditItem />} />
            <Route path="menu-items/:id/edit" element={<EditItem />} />
            <Route path="experts" element={<Experts />} />
            <Route path="experts/rooms" element={<Rooms />} />
            <Route path="experts/:id" element={<ExpertPage />} />
            <Route path="problems" element={<Problems />} />
            <Route path="problems/:id" element={<Problem />} />
            <Route path="exports" element={<Exports />} />
            <Route path="closings" element={<Closings />} />
            <Route path="holds" element={<Holds />} />
            <Route path="audit" element={<Audit />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </Suspense>
    </Boundary>
  );
}
