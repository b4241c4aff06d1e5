import time
async def test_it(api):
    for lit in ('1e99999','1e9999999','1e999999999999999999999999','-1e30','0e99999999','1e-99999999'):
        for f in ('annualRevenueNok','employees'):
            t=time.time()
            r=await api.send('{matchProfile(profile:{%s: %s}){nextFacts(first:1){decides}}}'%(f,lit))
            print(f,lit,r.status_code,r.text[:200],round(time.time()-t,2))
